# Flink with the assist job and the analytics, each for a cluster of its own (application mode).
ARG BASE_IMAGE=flink:2.3.0-java17
FROM ${BASE_IMAGE}
COPY assist-job/target/flink-lib /opt/flink/lib
COPY assist-job/target/assist-job.jar /opt/flink/usrlib/assist-job.jar
COPY sql-analytics/target/sql-analytics.jar /opt/flink/usrlib/sql-analytics.jar
COPY flink-conf/config.yaml /opt/flink/conf/config.yaml
COPY samples/knowledge /opt/knowledge
