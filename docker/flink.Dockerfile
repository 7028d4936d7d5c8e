# One Flink job on a cluster of its own (application mode): --build-arg JOB=assist-job, crm-job, index-job or sql-analytics.
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
# The image's entrypoint runs as flink and writes this file anew with what FLINK_PROPERTIES adds.
COPY --chown=flink:flink flink-conf/config.yaml /opt/flink/conf/config.yaml
ARG JOB
COPY --chown=flink:flink ${JOB}/target/${JOB}.jar /opt/flink/usrlib/${JOB}.jar
