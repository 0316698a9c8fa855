# What session has an interactive fish do besides what it does anyway: mark prompts and commands
# (OSC 133) and tell the directory (OSC 7). @TOKEN@ makes the marks those of this very shell.
function __session_preexec --on-event fish_preexec
    builtin printf '\e]133;C;aid=@TOKEN@\a'
end
function __session_postexec --on-event fish_postexec
    builtin printf '\e]133;D;%s;aid=@TOKEN@\a' $status
end
function __session_prompt --on-event fish_prompt
    # Somebody may have defined another prompt.
    if not string match -q '*__session_user_prompt*' -- (functions fish_prompt)
        functions --erase __session_user_prompt
        functions --copy fish_prompt __session_user_prompt
        function fish_prompt
            builtin printf '\e]133;A;aid=@TOKEN@\a\e]7;file://%s%s\a' $hostname (string escape --style=url -- $PWD)
            __session_user_prompt
            builtin printf '\e]133;B;aid=@TOKEN@\a'
        end
    end
end
