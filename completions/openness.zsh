#compdef openness
# Completion of openness for zsh: source <(openness completion zsh), after compinit
#
# Words are handed on as they were typed, and the answer is taken as text: nothing of either is ever evaluated.
_openness() {
  local -a typed candidates
  local program=${words[1]/#\~\//$HOME/} item files found=1
  (( $+commands[$program] || $+functions[$program] )) || [[ -x $program ]] || program=openness
  typed=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
  for item in "${(@f)$("$program" complete -- "${typed[@]}" 2> /dev/null)}"; do
    case $item in
      :4 | "") ;;
      :*) files=yes ;;
      *$'\t'*) candidates+=("${${item%%$'\t'*}//:/\\:}:${item#*$'\t'}") ;;
      *) candidates+=("${item//:/\\:}") ;;
    esac
  done
  (( $#candidates )) && _describe openness candidates -M 'm:{[:lower:]}={[:upper:]}' && found=0
  [[ -n $files ]] && _files && found=0
  return found
}
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
  _openness "$@"
else
  compdef _openness openness
fi
