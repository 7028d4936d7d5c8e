# webhook-bridge, push-service or the commands, from what Maven built: --build-arg SERVICE=... --build-arg MAIN=...
# Without MAIN the class to run is the first argument of the container.
# To pin the base image by digest: docker buildx imagetools inspect eclipse-temurin:17.0.15_6-jre, then
# --build-arg BASE_IMAGE=eclipse-temurin:17.0.15_6-jre@sha256:...
ARG BASE_IMAGE=eclipse-temurin:17.0.15_6-jre
FROM ${BASE_IMAGE}
ARG SERVICE
COPY ${SERVICE}/target/lib /app/lib
COPY ${SERVICE}/target/${SERVICE}.jar /app/lib/${SERVICE}.jar
COPY docker/log4j2.xml /app/log4j2.xml
USER 10001
EXPOSE 8080
ARG MAIN
ENV MAIN=${MAIN}
ENTRYPOINT ["sh", "-c", "exec java -XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError -Dlog4j2.configurationFile=/app/log4j2.xml -cp '/app/lib/*' $MAIN \"$@\"", "java"]
