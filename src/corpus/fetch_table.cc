#include "corpus/fetch_table.h"

#include <array>

namespace bach {
namespace {

constexpr std::array<RemoteFile, 36> kFiles = {{
    {"cs1-1pre.mid", "843c5486dab589cc03a585bff12a522bbbb88f3f917a33dd5b760f9e02f3f24b"},
    {"cs1-2all.mid", "d4174ed21d8246391730210675199dfe80c82a13806e4afe9f764d322df48190"},
    {"cs1-3cou.mid", "7845bbba52e07fb0a3bb8d1a43632218fa0830b3e693f60cd64ce90f6f5b0211"},
    {"cs1-4sar.mid", "f98735cbc213dd9b6819a121b655b1301b352c3cf7c483f53a3fd93c8cbbf14c"},
    {"cs1-5men.mid", "688121f0dc3b86bc52fce5fa81c055b4909889f6bd473baea7a871abcb5c0efd"},
    {"cs1-6gig.mid", "6832780a1ea46d22569755f0784336951e1b30f9626eefdaa537386fd0953674"},
    {"cs2-1pre.mid", "325fcaebcc4995a8ae83172c806415e07b5beb5af066a1138987f57854f7c056"},
    {"cs2-2all.mid", "0d6d1cefa9f71ffa0e426cf39bbe04f46dc86976cc0d91d4c2178b003a1a793d"},
    {"cs2-3cou.mid", "bf1636d308e16eca1ddb7e3e7f7b1208e64294a8793781b80fd3447612fdc35d"},
    {"cs2-4sar.mid", "bf0dc7a4f8453ef065ae192264682e6deda001ab9b6b10572f2c932c1ce14e24"},
    {"cs2-5men.mid", "01652272d687bf2efc89d5fc4b7fefd34ac38b64a62b49097b58c829b8d50e31"},
    {"cs2-6gig.mid", "594cb91352387173e92b9ea2c3c3b2520987cd0ca9a4ac0ed37e33715b95ca0d"},
    {"cs3-1pre.mid", "09abf1490c2302a46b5943d6b2354104c48047eb0a7d29e06ba93ca3029ac104"},
    {"cs3-2all.mid", "bbbcb8a12d24a6f04c4393525f02055fb5c61f8666df9900cb10eb8917bda6f5"},
    {"cs3-3cou.mid", "cbbd22741dbd76822f419fd0d73915df34e57da5e33cecb27c529449856705cf"},
    {"cs3-4sar.mid", "aafcd45c0066a2d212aff86a9435ac1946423b14e3c7abc15e2e1a6571e3db55"},
    {"cs3-5bou.mid", "4d77f2563add0be27bbba91e9984b2174f2b093195c5d5caf345004a873f04b1"},
    {"cs3-6gig.mid", "f691650f5c34603c871cb180ea8376afa3d095be4ee4ecf7196cece994cacaee"},
    {"cs4-1pre.mid", "9ed93f845f7c01ae53d9bb988808020498d0f7ae49e1d8b8b7c745ac8774859d"},
    {"cs4-2all.mid", "1641600be3354d2b3b59c29295434e53185be46725641c2a4374858a7a3f100a"},
    {"cs4-3cou.mid", "e34c454a8eac25230f457b88b9ba40130e55754b04ecd5e35f273b5b59f50271"},
    {"cs4-4sar.mid", "0567a8ff410c614ef9759e832cec01a7c3de0e7ba06bfe4f01dac4aa0c703c47"},
    {"cs4-5bou.mid", "2e9791147e54e18535200425de9424b0bf743cb444bbf4764293b5073b9c3af1"},
    {"cs4-6gig.mid", "4a5a25434cd5fd3eadb25f9ba1bd5ed721b0d8e5b59256b73c778abd2a61c074"},
    {"cs5-1pre.mid", "752cd3779db587cf574c5c8e87c1adacd3b2be7ede3631bc7e6aa040d1332bff"},
    {"cs5-2all.mid", "f44fd249d725950449b5a8bba0808b93027bd05d6efbf1ad1b5d3614bb78b03c"},
    {"cs5-3cou.mid", "153a6df46bedac68c10215b6b9bacfb8af4a5a9019125ee6229fa1425f2e56d1"},
    {"cs5-4sar.mid", "c2b4dcf8e496d12fe74d9689ab7e878cde026dc8592059ae99c2335e2e3217cb"},
    {"cs5-5gav.mid", "bb43d51410d79487c2cb38929be92d5f1e2764d3c092b253132cd20b44891634"},
    {"cs5-6gig.mid", "b33af0c5b33c4bec96bb385feeb826426ecd313161c069787b22b997e5fd34ce"},
    {"cs6-1pre.mid", "5923b44961a1d03e63b6644fd61332da8e7f53e871fe48eded95eb7ca0ce2c73"},
    {"cs6-2all.mid", "faff4fbff7b15babc17809b863a3a40586f2ffb3ccb9aece72967baca7245c72"},
    {"cs6-3cou.mid", "8ce798fe14d6f4c248e9cca9efc4c8b6134a68057e80361e334966e7aff597b4"},
    {"cs6-4sar.mid", "658ed1668ba824569f838f6c15473a0eb0322ea34a7ef1c1927284da2a05dc6d"},
    {"cs6-5gav.mid", "250510275ddd2dabf0f6faa8ae2fb78480d47668e20e7edf375107c38ae89baf"},
    {"cs6-6gig.mid", "fcfef524fa2d64cde67528f1de4b245efc32c57be223071973ba94e5728baa44"},
}};

}  // namespace

std::span<const RemoteFile> cello_suite_files() { return kFiles; }

}  // namespace bach
