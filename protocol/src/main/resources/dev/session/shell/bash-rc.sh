# Read by bash instead of ~/.bashrc, which it reads in turn.
if [[ -f ~/.bashrc && -r ~/.bashrc ]]; then
  . ~/.bashrc
fi
. @INTEGRATION@
