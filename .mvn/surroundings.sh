# Makes what the machine gives fit for a JVM that runs or builds Carryover, or ends with one line that says what is
# wrong. Sourced by mvnw, carryover and bench/run.sh, in any POSIX shell, with $checkout set to this repository's root.

. "$checkout/.mvn/locale.sh"
. "$checkout/.mvn/home.sh"
. "$checkout/.mvn/jdk.sh"
. "$checkout/.mvn/lock.sh"
. "$checkout/.mvn/process-folder.sh"
. "$checkout/.mvn/signals.sh"
