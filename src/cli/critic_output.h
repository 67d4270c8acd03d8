// How the critic's report is written: tables for people, JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "app/evaluate.h"

namespace bach::cli {

// Measure by measure, dance by dance, all together; on stdout.
void print_critic(const CriticReport& report);

nlohmann::ordered_json critic_json(const CriticReport& report);

}  // namespace bach::cli
