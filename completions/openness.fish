# Completion of openness for fish: openness completion fish > ~/.config/fish/completions/openness.fish
#
# Words are handed on as they were typed, and the answer is taken as text: nothing of either is ever evaluated.
function __openness_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l program $typed[1]
    set -e typed[1]
    type -q -- $program; or set program openness
    for item in ($program complete -- $typed "$current" 2> /dev/null)
        switch $item
            case ':4' ''
            case ':*'
                __fish_complete_path "$current"
            case '*'
                printf '%s\n' $item
        end
    end
end
complete -c openness -e
complete -c openness -f -a '(__openness_complete)'
