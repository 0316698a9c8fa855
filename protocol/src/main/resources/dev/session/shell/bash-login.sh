# Read by a login bash that was started in POSIX mode, for then it reads the file ENV names; from
# here on it is as it would have been.
@ENV_RESTORED@
set +o posix
shopt -u inherit_errexit shift_verbose
if [[ ${HISTFILE-} == ~/.sh_history ]]; then
  HISTFILE=~/.bash_history
fi
if [[ -r /etc/profile ]]; then
  . /etc/profile
fi
if [[ -r ~/.bash_profile ]]; then
  . ~/.bash_profile
elif [[ -r ~/.bash_login ]]; then
  . ~/.bash_login
elif [[ -r ~/.profile ]]; then
  . ~/.profile
fi
. @INTEGRATION@
