/** Shells that we have a script for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** In the last line of an answer: no files besides. The number is the one that other tools use for it. */
export const NO_FILES = 4;

/*
 * The scripts hand the words on as they were typed, and take each line of the answer as text: nothing that is typed, and
 * nothing that a profile holds, is ever evaluated.
 */

const BASH = `# Completion of openness for bash: source <(openness completion bash)
_openness() {
  local line="\${COMP_LINE:0:COMP_POINT}" words=() word gap at item prefix answer
  # Bash parts words at : and = as well; here they are as they were typed.
  for ((at = 0; at <= COMP_CWORD; at++)); do
    word="\${COMP_WORDS[at]}"
    gap="\${line%%[![:space:]]*}"
    line="\${line#"$gap"}"
    ((at == COMP_CWORD)) && word="$line"
    line="\${line#"$word"}"
    if [[ -z $gap && $at -gt 0 ]]; then
      words[\${#words[@]}-1]+="$word"
    else
      words+=("$word")
    fi
  done
  # What bash leaves as it is when it puts a candidate in.
  prefix="\${words[\${#words[@]}-1]}"
  [[ $word == [:=] ]] || prefix="\${prefix%"$word"}"
  local program="\${words[0]/#\\~\\//$HOME/}"
  case "$(type -t -- "$program")" in
    file | function) ;;
    *) program=openness ;;
  esac
  # Without quotes and backslashes.
  words=("\${words[@]//["'\\\\]/}")
  COMPREPLY=()
  answer="$("$program" complete -- "\${words[@]:1}" 2> /dev/null)" || return 0
  while IFS= read -r item; do
    case "$item" in
      :${NO_FILES} | "") ;;
      :*) ((\${#COMPREPLY[@]})) || compopt -o default 2> /dev/null ;;
      *)
        item="\${item%%$'\\t'*}"
        COMPREPLY+=("\${item#"$prefix"}")
        ;;
    esac
  done <<< "$answer"
}
complete -F _openness openness
`;

const ZSH = `#compdef openness
# Completion of openness for zsh: source <(openness completion zsh), after compinit
_openness() {
  local -a typed candidates
  local program=\${words[1]/#\\~\\//$HOME/} item files
  (( $+commands[$program] || $+functions[$program] )) || [[ -x $program ]] || program=openness
  typed=("\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}")
  for item in "\${(@f)$("$program" complete -- "\${typed[@]}" 2> /dev/null)}"; do
    case $item in
      :${NO_FILES} | "") ;;
      :*) files=yes ;;
      *$'\\t'*) candidates+=("\${\${item%%$'\\t'*}//:/\\\\:}:\${item#*$'\\t'}") ;;
      *) candidates+=("\${item//:/\\\\:}") ;;
    esac
  done
  local found=1
  (( $#candidates )) && _describe -t openness openness candidates -M 'm:{[:lower:]}={[:upper:]}' && found=0
  [[ -n $files ]] && _files && found=0
  return found
}
if [[ \${zsh_eval_context[-1]} == loadautofunc ]]; then
  _openness "$@"
else
  compdef _openness openness
fi
`;

const FISH = `# Completion of openness for fish: openness completion fish > ~/.config/fish/completions/openness.fish
function __openness_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l program $typed[1]
    set -e typed[1]
    type -q -- $program; or set program openness
    for item in ($program complete -- $typed "$current" 2> /dev/null)
        switch $item
            case ':${NO_FILES}' ''
            case ':*'
                __fish_complete_path "$current"
            case '*'
                printf '%s\\n' $item
        end
    end
end
complete -c openness -e
complete -c openness -f -a '(__openness_complete)'
`;

const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };

/** The script that makes a shell ask openness at every Tab. */
export function completionScript(shell: Shell): string {
  return SCRIPTS[shell];
}
