# Keeps the JVM's signal handlers in their place. OpenCL drivers built on LLVM (PoCL, Mesa's, vendors') put theirs there,
# for SIGSEGV too, with which HotSpot stops threads and notices null: where two threads get it at once the process ends
# without a word. libjsig is the JDK's own remedy: it keeps handlers that come later behind the JVM's.
# Sourced after process-folder.sh. LD_PRELOAD takes no path with a space in it, but names in the folders of LD_LIBRARY_PATH.

if [ -e "$JAVA_HOME/lib/libjsig.so" ] && mkdir "$process_folder/signals" &&
  ln -s "$JAVA_HOME/lib/libjsig.so" "$process_folder/signals/"; then
  export LD_LIBRARY_PATH="$process_folder/signals${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  export LD_PRELOAD="libjsig.so${LD_PRELOAD:+:$LD_PRELOAD}"
fi
