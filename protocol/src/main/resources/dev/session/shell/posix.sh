# What session has an interactive POSIX shell do besides what it does anyway: mark prompts (OSC 133)
# and tell the directory (OSC 7), both from within the prompt, for there is nothing else to hook.
# The variable __session, which is not exported, holds what makes the marks those of this very
# shell: prompts that other shells inherit mark nothing.
__session=@TOKEN@
PS1='${__session:+@ESC@]133;D;$?;aid=$__session@BEL@@ESC@]7;file://${PWD##*%*}@BEL@@ESC@]133;A;aid=$__session@BEL@}'${PS1-'$ '}'${__session:+@ESC@]133;B;aid=$__session@BEL@}'
PS2='${__session:+@ESC@]133;A;k=s;aid=$__session@BEL@}'${PS2-'> '}'${__session:+@ESC@]133;B;k=s;aid=$__session@BEL@}'
