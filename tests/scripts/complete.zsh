# zsh -f complete.zsh LINE…: types each LINE and a tab at a zsh that knows ./_bach, and prints the line
# that comes of it.
zmodload zsh/zpty
for line in "$@"; do
  zpty shell zsh -f -i
  zpty -w shell "PS1='' PS2='' ; unsetopt zle_bracketed_paste prompt_cr prompt_sp; fpath=(\$PWD \$fpath)"
  zpty -w shell 'autoload -Uz compinit && compinit -u -D; compdef _bach bach'
  # The key after the tab prints what stands in the buffer.
  zpty -w shell 'tell() { print -r -- "<<${BUFFER% }>>" >answer; zle kill-buffer }; zle -N tell; bindkey "^X^X" tell; : >ready'
  for ((i = 0; i < 100; ++i)); do [[ -e ready ]] && break; sleep 0.1; done
  zpty -w -n shell "$line"$'\t'
  sleep 0.3
  zpty -w -n shell $'\C-x\C-x'
  for ((i = 0; i < 50; ++i)); do [[ -s answer ]] && break; sleep 0.1; done
  answer=$(<answer)
  print -r -- ${${answer#<<}%>>}
  zpty -d shell
  rm -f ready answer
done
