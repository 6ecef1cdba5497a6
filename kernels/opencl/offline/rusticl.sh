#!/usr/bin/env bash
# Runs the kernels' tests on a second implementation of OpenCL: Mesa's rusticl, here on the processor (llvmpipe).
#
#   rusticl.sh                    the four tests of single kernels
#   rusticl.sh TEST[,TEST...]     any tests of this module
set -euo pipefail
. "$(dirname "$0")/tools.sh"

# Apart from the compilers' packages: Mesa's libclc-15 and their libclc-19 have files of the same names.
tools=$work/mesa
libraries=$tools/usr/lib/x86_64-linux-gnu
mkdir -p "$work/drivers-mesa"
unpack mesa-opencl-icd
# Mesa looks for its built-in functions in /usr/lib/clc. A path as long leads to the unpacked ones from this module's
# folder, where Maven runs the tests.
LC_ALL=C sed -i 's:/usr/lib/clc/:./target/clc/:g' "$libraries/libRusticlOpenCL.so.1.0.0"
ln -sfn "$tools/usr/lib/clc" "$checkout/kernels/opencl/target/clc"
echo "$libraries/libRusticlOpenCL.so.1" >"$work/drivers-mesa/rusticl.icd"

. "$checkout/.mvn/surroundings.sh"
cd "$checkout"
export OCL_ICD_VENDORS=$work/drivers-mesa RUSTICL_ENABLE=llvmpipe
with_tools ./mvnw -B -ntp test -pl kernels/opencl -am -Dspotless.check.skip -DforkCount=1 -Drequire.backends=opencl \
  -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtest="${1:-ProductKernelsTest,GradientKernelTest,OutputKernelsTest,CorruptionKernelTest}"
