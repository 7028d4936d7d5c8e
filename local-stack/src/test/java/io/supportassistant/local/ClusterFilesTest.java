package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.analytics.SqlAnalytics;
import io.supportassistant.assistjob.AssistJob;
import io.supportassistant.bridge.avaya.AvayaConnector;
import io.supportassistant.bridge.genesys.GenesysConnector;
import io.supportassistant.bridge.service.WebhookBridge;
import io.supportassistant.commands.CreateTopics;
import io.supportassistant.commands.LoadKnowledge;
import io.supportassistant.crmjob.CrmJob;
import io.supportassistant.events.Topic;
import io.supportassistant.guard.FlinkGuard;
import io.supportassistant.indexjob.KnowledgeIndexJob;
import io.supportassistant.push.PushService;
import io.supportassistant.settings.Setting;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The files shipped for clusters agree with the local configuration. */
class ClusterFilesTest {

    /** Slow, because it needs the jars that only {@code package} makes. */
    private static final String PACKAGED = "slow";

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern OUR_CLASS =
            Pattern.compile("io\\.supportassistant\\.[a-z.]+\\.[A-Z]\\w+");
    private static final Set<String> OTHERS = Set.of("FLINK_PROPERTIES");

    @Test
    void shouldSetOnlyKnownVariables() throws IOException {
        Set<String> known = SettingsDocument.all().map(Setting::name).collect(Collectors.toSet());
        Map<String, Map<String, Object>> services = services();

        for (String name : services.keySet()) {
            if (name.equals("kafka") || name.equals("postgres")) {
                continue;
            }
            Object environment = services.get(name).getOrDefault("environment", Map.of());
            Set<String> set =
                    new TreeSet<>(
                            ((Map<?, ?>) environment)
                                    .keySet().stream().map(String::valueOf).toList());
            set.removeAll(OTHERS);
            assertThat(known).as("environment of %s", name).containsAll(set);
        }
    }

    @Test
    void shouldHaveNoDefaultForASecret() throws IOException {
        String compose = Files.readString(HOME.resolve("docker-compose.yml"));

        for (String secret : List.of("BRIDGE_API_KEYS", "PUSH_SIGNING_KEYS", "POSTGRES_PASSWORD")) {
            assertThat(compose).contains("${" + secret + ":?").doesNotContain("${" + secret + ":-");
        }
    }

    /** In the address, a / or # in the password would end the host. */
    @Test
    void shouldPassTheDatabasePasswordSeparately() throws IOException {
        assertThat(Files.readString(HOME.resolve("docker-compose.yml")))
                .contains("DATABASE_PASSWORD: ${POSTGRES_PASSWORD:?")
                .doesNotContainPattern("DATABASE_URL: .*POSTGRES_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker-compose.yml",
                "flink-conf/flinkdeployment-assist-job.yaml",
                "flink-conf/flinkdeployment-crm-job.yaml",
                "flink-conf/flinkdeployment-knowledge-index-job.yaml",
                "flink-conf/flinkdeployment-sql-analytics.yaml"
            })
    void shouldStartClassesThatExist(String file) throws IOException {
        Set<String> ours =
                Stream.of(
                                AssistJob.class,
                                CrmJob.class,
                                KnowledgeIndexJob.class,
                                SqlAnalytics.class,
                                CreateTopics.class,
                                LoadKnowledge.class,
                                WebhookBridge.class,
                                GenesysConnector.class,
                                AvayaConnector.class,
                                PushService.class)
                        .map(Class::getName)
                        .collect(Collectors.toSet());

        assertThat(ours)
                .containsAll(
                        OUR_CLASS
                                .matcher(Files.readString(HOME.resolve(file)))
                                .results()
                                .map(MatchResult::group)
                                .toList());
    }

    @Tag(PACKAGED)
    @ParameterizedTest
    @ValueSource(strings = {"webhook-bridge", "push-service", "commands"})
    void shouldCopyTheOutputOfMavenIntoServiceImages(String service) throws IOException {
        assertThat(copied("docker/service.Dockerfile", service))
                .allSatisfy(path -> assertThat(path).exists());
    }

    @Tag(PACKAGED)
    @ParameterizedTest
    @ValueSource(strings = {"assist-job", "crm-job", "index-job", "sql-analytics"})
    void shouldCopyTheOutputOfMavenIntoFlinkImages(String job) throws IOException {
        assertThat(copied("docker/flink.Dockerfile", job))
                .allSatisfy(path -> assertThat(path).exists());
    }

    /**
     * Without its service files gRPC finds no address, and with a second logging API no log is
     * written.
     */
    @Tag(PACKAGED)
    @ParameterizedTest
    @ValueSource(strings = {"assist-job/target/assist-job.jar", "index-job/target/index-job.jar"})
    void shouldPackTheJobWithTheServicesOfGrpcAndWithoutLogging(String path) throws IOException {
        try (JarFile jar = new JarFile(HOME.resolve(path).toFile())) {
            assertThat(text(jar, "META-INF/services/io.grpc.LoadBalancerProvider"))
                    .contains("PickFirstLoadBalancerProvider");
            assertThat(text(jar, "META-INF/services/io.grpc.NameResolverProvider"))
                    .contains("DnsNameResolverProvider");
            assertThat(text(jar, "META-INF/services/io.grpc.ManagedChannelProvider"))
                    .contains("NettyChannelProvider");
            assertThat(jar.stream().map(JarEntry::getName))
                    .noneMatch(name -> name.startsWith("org/slf4j/"));
        }
    }

    /** Each job runs in its own application cluster, so its jar needs no classes of the others. */
    @Tag(PACKAGED)
    @ParameterizedTest
    @CsvSource({
        "crm-job, CrmJob, crm crmjob events flink personaldata redaction remote settings"
                + " spokentext",
        "index-job, KnowledgeIndexJob, events flink indexjob knowledge modelserver qdrant remote"
                + " settings",
        "assist-job, AssistJob, answer assist assistjob brief clarification context conversation"
                + " correlation events flink gate knowledge language model modelserver need qdrant"
                + " personaldata query redaction remote settings spokentext",
        "sql-analytics, SqlAnalytics, analytics events settings"
    })
    void shouldPackWhatAJobNeedsAndNothingElse(String job, String main, String packages)
            throws IOException {
        Path path = HOME.resolve(job + "/target/" + job + ".jar");
        try (JarFile jar = new JarFile(path.toFile())) {
            List<String> ours =
                    jar.stream()
                            .map(JarEntry::getName)
                            .filter(name -> name.startsWith("io/supportassistant/"))
                            .filter(name -> name.endsWith(".class"))
                            .map(name -> name.substring("io/supportassistant/".length()))
                            .toList();
            assertThat(ours).anyMatch(name -> name.endsWith("/" + main + ".class"));
            assertThat(ours)
                    .extracting(name -> name.substring(0, name.indexOf('/')))
                    .containsOnly(packages.split(" "));
        }
    }

    @Tag(PACKAGED)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "crm-job: dev/langchain4j io/qdrant org/apache/lucene com/knuddels/jtokkit",
                "index-job: dev/langchain4j/model/openai com/knuddels/jtokkit org/jsoup",
                "sql-analytics: dev/langchain4j io/qdrant org/apache/lucene"
            })
    void shouldPackNoLibraryOfAnotherJob(String jobAndPackages) throws IOException {
        String[] parts = jobAndPackages.split(": ");
        Path path = HOME.resolve(parts[0] + "/target/" + parts[0] + ".jar");
        try (JarFile jar = new JarFile(path.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .noneMatch(
                            name ->
                                    Stream.of(parts[1].split(" "))
                                            .anyMatch(library -> name.startsWith(library + "/")));
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        return new String(jar.getInputStream(jar.getJarEntry(name)).readAllBytes(), UTF_8);
    }

    @Test
    void shouldSetOnlyKnownFlinkOptions() {
        Configuration configuration =
                GlobalConfiguration.loadConfiguration(HOME.resolve("flink-conf").toString());

        assertThat(configuration.getString("state.backend.type", "")).isEqualTo("rocksdb");
        assertThat(configuration.toMap())
                .containsEntry("execution.buffer-timeout.interval", "5 ms");
    }

    /** The guard alone would hide that one of them is missing. */
    @Test
    void shouldLetFlinksPageShowAndTakeNoOrders() {
        assertThat(
                        GlobalConfiguration.loadConfiguration(HOME.resolve("flink-conf").toString())
                                .toMap())
                .containsEntry("web.submit.enable", "false")
                .containsEntry("web.cancel.enable", "false")
                .containsEntry("web.access-control-allow-origin", "https://none.invalid");
    }

    @Tag(PACKAGED)
    @Test
    void shouldPutTheGuardOfFlinksPageIntoEveryFlinkImage() throws IOException {
        assertThat(Files.readAllLines(HOME.resolve("docker/flink.Dockerfile")))
                .contains(
                        "COPY --chown=flink:flink flink-guard/target/flink-guard.jar"
                                + " /opt/flink/lib/flink-guard.jar");
        try (JarFile jar =
                new JarFile(HOME.resolve("flink-guard/target/flink-guard.jar").toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .contains(FlinkGuard.class.getName().replace('.', '/') + ".class")
                    .anyMatch(name -> name.startsWith("META-INF/services/org.apache.flink."));
        }
    }

    @Test
    void shouldSayHowToReachFlinksPage() throws IOException {
        String section =
                Files.readString(HOME.resolve("docs/operating.md"))
                        .replaceFirst("(?s).*\\n## Flink's page\\n", "")
                        .replaceFirst("(?s)\\n## .*", "");

        assertThat(section)
                .contains("| `./assist up` | <http://localhost:8081>, on loopback only |")
                .contains("`ssh -L 8081:localhost:8081 HOST`")
                .contains("`kubectl port-forward service/assist-job-rest 8081`");
    }

    @Test
    void shouldNameTheTopicsOfTheSqlScripts() throws IOException {
        Set<String> topics =
                Stream.of(Topic.values()).map(Topic::topicName).collect(Collectors.toSet());
        String sources =
                Files.readString(
                        HOME.resolve("sql-analytics/src/main/resources/sql/1_sources.sql"));

        assertThat(topics)
                .containsAll(
                        Pattern.compile("'topic' = '([^']+)'")
                                .matcher(sources)
                                .results()
                                .map(found -> found.group(1))
                                .toList());
    }

    /** The entrypoint runs as user flink and rewrites config.yaml. */
    @Test
    void shouldLetFlinkWriteWhatItsImageCopies() throws IOException {
        List<String> lines = Files.readAllLines(HOME.resolve("docker/flink.Dockerfile"));

        assertThat(lines.stream().filter(line -> line.startsWith("COPY ")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("COPY --chown=flink:flink "));
        assertThat(lines.stream().filter(line -> line.startsWith("USER ")).toList())
                .last()
                .isEqualTo("USER flink");
    }

    @Test
    void shouldLetFlinkOwnTheCheckpointFolder() throws IOException {
        assertThat(Files.readString(HOME.resolve("docker/flink.Dockerfile")))
                .contains("RUN mkdir -p /checkpoints && chown flink:flink /checkpoints");
        assertThat(services().get("assist-jobmanager").get("volumes").toString())
                .contains("checkpoints:/checkpoints");
    }

    @Test
    void shouldOpenTheJdkToFlinkAsTheBuildDoes() throws IOException {
        String opens =
                Files.readString(HOME.resolve("pom.xml"))
                        .replaceAll("(?s).*<jdk.opens>(.*?)</jdk.opens>.*", "$1");

        assertThat(
                        GlobalConfiguration.loadConfiguration(HOME.resolve("flink-conf").toString())
                                .getString("env.java.opts.all", ""))
                .isEqualTo(opens + " -XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void shouldEndAProcessThatIsOutOfMemory() throws IOException {
        for (String file : List.of("assist", "docker/service.Dockerfile", "docker-compose.yml")) {
            assertThat(Files.readString(HOME.resolve(file)))
                    .as(file)
                    .contains("-XX:+ExitOnOutOfMemoryError");
        }
    }

    @Test
    void shouldConfineEveryContainer() throws IOException {
        services()
                .forEach(
                        (name, service) -> {
                            assertThat(service)
                                    .as(name)
                                    .containsEntry(
                                            "security_opt", List.of("no-new-privileges:true"))
                                    .containsEntry("cap_drop", List.of("ALL"));
                            assertThat(service.get("user"))
                                    .as("user of %s", name)
                                    .isIn("flink", "appuser", "postgres", "10001");
                        });
    }

    /** The image's own user applies: neither Kubernetes nor docker run sets another one. */
    @ParameterizedTest
    @CsvSource({"docker/service.Dockerfile, 10001", "docker/flink.Dockerfile, flink"})
    void shouldStartNoImageAsRoot(String dockerfile, String user) throws IOException {
        assertThat(Files.readAllLines(HOME.resolve(dockerfile)))
                .filteredOn(line -> line.startsWith("USER "))
                .last()
                .isEqualTo("USER " + user);
    }

    @Test
    void shouldPublishPortsOnLoopbackByDefault() throws IOException {
        assertThat(Files.readAllLines(HOME.resolve("docker-compose.yml")))
                .filteredOn(line -> line.matches("\\s*- \"\\S*:\\d+:?\\d*\""))
                .hasSize(5)
                .allMatch(
                        line ->
                                line.contains("\"127.0.0.1:")
                                        || line.contains("\"${BIND_ADDRESS:-127.0.0.1}:"));
    }

    @Test
    void shouldNameImagesByFullVersion() throws IOException {
        services()
                .forEach(
                        (name, service) ->
                                assertThat(service.get("image").toString())
                                        .as("image of %s", name)
                                        .matches(".+:\\d+\\.\\d+(\\.\\d+)?"));
        assertThat(Files.readString(HOME.resolve("docker/flink.Dockerfile")))
                .contains("ARG BASE_IMAGE=flink:2.3.0-java17\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/service.Dockerfile", "docker/flink.Dockerfile"})
    void shouldNameTheBaseOfAnImageByFullVersionOrDigest(String dockerfile) throws IOException {
        assertThat(Files.readAllLines(HOME.resolve(dockerfile)))
                .filteredOn(line -> line.startsWith("ARG BASE_IMAGE="))
                .hasSize(1)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .matches(
                                                ".+(:\\d+\\.\\d+\\.\\d+[\\w.-]*|@sha256:[0-9a-f]{64})"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ContainerServers.KAFKA,
                ContainerServers.POSTGRESQL,
                ContainerServers.QDRANT
            })
    void shouldNameTheImagesOfTestsByFullVersion(String image) {
        assertThat(image).matches(".+:v?\\d+\\.\\d+(\\.\\d+)?");
    }

    /** The legacy builder does not see files that only a wildcard pattern includes. */
    @Test
    void shouldLetBothBuildersSeeWhatTheImagesCopy() throws IOException {
        List<String> seen =
                Files.readAllLines(HOME.resolve(".dockerignore")).stream()
                        .filter(line -> line.startsWith("!") && !line.contains("*"))
                        .map(line -> line.substring(1))
                        .toList();
        List<Path> copied = new ArrayList<>();
        for (String job : List.of("assist-job", "crm-job", "index-job", "sql-analytics")) {
            copied.addAll(copied("docker/flink.Dockerfile", job));
        }
        for (String service : List.of("webhook-bridge", "push-service", "commands")) {
            copied.addAll(copied("docker/service.Dockerfile", service));
        }

        assertThat(copied)
                .allSatisfy(
                        path ->
                                assertThat(seen)
                                        .as("%s", path)
                                        .anyMatch(part -> path.startsWith(HOME.resolve(part))));
    }

    @Test
    void shouldReportAMissingContainerEngine() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("./assist", "test", "--compose")
                        .directory(HOME.toFile())
                        .redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", "unix:///no/engine");
        Process process = builder.start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .contains("No Docker engine answers");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private static List<Path> copied(String dockerfile, String part) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String line : Files.readAllLines(HOME.resolve(dockerfile))) {
            if (line.startsWith("COPY ")) {
                String source = line.replaceFirst("--chown=\\S+ ", "").split(" ")[1];
                sources.add(HOME.resolve(source.replaceAll("\\$\\{(?:SERVICE|JOB)}", part)));
            }
        }
        return sources;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() throws IOException {
        try (Reader in = Files.newBufferedReader(HOME.resolve("docker-compose.yml"))) {
            Map<String, Object> compose = new Yaml().load(in);
            return (Map<String, Map<String, Object>>) compose.get("services");
        }
    }
}
