# Completion of openness for bash 4 or newer: source <(openness completion bash)
#
# Words are handed on as they were typed, and the answer is taken as text: nothing of either is ever evaluated.
_openness() {
  local line="${COMP_LINE:0:COMP_POINT}" quotes=$'["\'\\\\]' words=() word gap at

  # Bash parts words at : and = too; here they are as they were typed.
  for ((at = 0; at <= COMP_CWORD; at++)); do
    word="${COMP_WORDS[at]}"
    gap="${line%%[![:space:]]*}"
    line="${line#"$gap"}"
    ((at == COMP_CWORD)) && word="$line"
    line="${line#"$word"}"
    if [[ -z $gap && $at -gt 0 ]]; then
      words[${#words[@]}-1]+="$word"
    else
      words+=("$word")
    fi
  done

  # What bash leaves alone when it puts a candidate in.
  local kept="${words[${#words[@]}-1]}"
  [[ $word == [:=] ]] || kept="${kept%"$word"}"

  local program="${words[0]/#\~\//$HOME/}" answer item
  case "$(type -t -- "$program")" in
    file | function) ;;
    *) program=openness ;;
  esac
  words=("${words[@]//$quotes/}")
  COMPREPLY=()
  answer="$("$program" complete -- "${words[@]:1}" 2> /dev/null)" || return 0
  while IFS= read -r item; do
    case "$item" in
      :4 | "") ;;
      # Files, where nothing else fits.
      :*) ((${#COMPREPLY[@]})) || compopt -o default 2> /dev/null ;;
      *)
        item="${item%%$'\t'*}"
        COMPREPLY+=("${item#"$kept"}")
        ;;
    esac
  done <<< "$answer"
}
complete -F _openness openness
