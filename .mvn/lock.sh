# lock [-n] -s|-x FD: locks the open file FD, shared or exclusively; -n fails where it would have to wait. The lock lasts
# as long as a process has the file open: a JVM that the shell becomes by exec goes on holding it, and nothing that ends a
# process, kill -9 too, leaves it behind.

if command -v flock >/dev/null 2>&1; then
  lock() { flock "$@"; }
elif command -v perl >/dev/null 2>&1; then
  # macOS has no flock(1), but perl, and the same system call.
  lock() {
    perl -e 'use Fcntl ":flock";
      my $fd = pop @ARGV;
      my %flag = ("-n" => LOCK_NB, "-s" => LOCK_SH, "-x" => LOCK_EX);
      my $how = 0;
      $how |= $flag{$_} for @ARGV;
      open(my $file, "<&=", $fd) or die "lock: $!\n";
      exit(flock($file, $how) ? 0 : 1)' -- "$@"
  }
else
  echo "carryover: expected flock (Debian: util-linux) or perl on the PATH, found neither" >&2
  exit 2
fi
