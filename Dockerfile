# Carryover in a container, without a JDK in it. ./carryover package --runtime leaves this beside its zip:
#
#   ./carryover package --runtime
#   docker build -t carryover build/package
#   docker run --rm -v "$PWD:/work" carryover reproduce --data synthetic
#
# Runs go to /work; MNIST is looked for in /data/mnist, so -v FOLDER:/data brings it, or it is downloaded.
FROM debian:stable-slim AS unpacked
RUN apt-get update && apt-get install -y --no-install-recommends unzip
COPY carryover-*-linux-*.zip /carryover.zip
RUN unzip -q /carryover.zip -d / && mv /carryover-*/ /opt/carryover

FROM debian:stable-slim
# The report's figures need fonts, the backend opencl a loader; what a GPU needs comes from its vendor.
RUN apt-get update && apt-get install -y --no-install-recommends fontconfig fonts-dejavu-core ocl-icd-libopencl1 && rm -rf /var/lib/apt/lists/*
COPY --from=unpacked /opt/carryover /opt/carryover
ENV CARRYOVER_DATA=/data LANG=C.UTF-8
WORKDIR /work
ENTRYPOINT ["/opt/carryover/carryover"]
