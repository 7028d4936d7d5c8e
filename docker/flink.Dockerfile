# Flink with the assist job and the analytics, each for a cluster of its own (application mode).
# To pin the base image by digest: docker buildx imagetools inspect flink:2.3.0-java17, then
# --build-arg BASE_IMAGE=flink:2.3.0-java17@sha256:...
ARG BASE_IMAGE=flink:2.3.0-java17
FROM ${BASE_IMAGE}
# A named volume that is mounted here takes over this folder's owner; without it Docker makes it root's.
USER root
RUN mkdir -p /checkpoints && chown flink:flink /checkpoints
USER flink
COPY --chown=flink:flink assist-job/target/flink-lib /opt/flink/lib
COPY --chown=flink:flink flink-guard/target/flink-guard.jar /opt/flink/lib/flink-guard.jar
COPY --chown=flink:flink assist-job/target/assist-job.jar /opt/flink/usrlib/assist-job.jar
COPY --chown=flink:flink sql-analytics/target/sql-analytics.jar /opt/flink/usrlib/sql-analytics.jar
# The image's entrypoint runs as flink and writes this file anew with what FLINK_PROPERTIES adds.
COPY --chown=flink:flink flink-conf/config.yaml /opt/flink/conf/config.yaml
COPY --chown=flink:flink samples/knowledge /opt/knowledge
