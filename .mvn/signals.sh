# Keeps the JVM's signal handlers in their place. OpenCL drivers built on LLVM (PoCL, Mesa's, vendors') put theirs there,
# for SIGSEGV too, with which HotSpot stops threads and notices null: where two threads get it at once the process ends
# without a word. libjsig is the JDK's own remedy: it keeps handlers that come later behind the JVM's.
# Sourced after process-folder.sh.

libjsig=$JAVA_HOME/lib/libjsig.so
if [ -e "$libjsig" ]; then
  case $libjsig in
  *[\ :]*)
    # LD_PRELOAD takes no such path, but names in the folders of LD_LIBRARY_PATH.
    mkdir "$process_folder/signals"
    ln -s "$libjsig" "$process_folder/signals/"
    export LD_LIBRARY_PATH="$process_folder/signals${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    libjsig=libjsig.so
    ;;
  esac
  export LD_PRELOAD="$libjsig${LD_PRELOAD:+:$LD_PRELOAD}"
fi
