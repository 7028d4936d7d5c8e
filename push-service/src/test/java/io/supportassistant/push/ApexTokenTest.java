package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.events.SessionIds;
import io.supportassistant.push.Access.Viewer;
import io.supportassistant.service.ProblemException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Apex class DeskToken of samples/embedding. There is no Apex outside of Salesforce; but the
 * class keeps to what Apex and Java share, except for the quotes, and so the test compiles it as
 * Java, with doubles of Apex' own classes (src/test/apex).
 */
class ApexTokenTest {

    private static final Path APEX =
            Path.of("../samples/embedding/salesforce/classes/DeskToken.cls");
    private static final Path DOUBLES = Path.of("src/test/apex");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'");
    private static final String SESSION = SessionIds.session("generic", "call-1001");

    private static final Vertx VERTX = Vertx.vertx();

    private static URLClassLoader classes;
    private static Method session;
    private static Method mint;

    @BeforeAll
    static void compile(@TempDir Path directory) throws Exception {
        Path translated = directory.resolve("DeskToken.java");
        Files.writeString(translated, javaOf(Files.readString(APEX)));
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-d",
                                directory.toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                translated.toString()));
        try (Stream<Path> doubles = Files.list(DOUBLES)) {
            doubles.map(Path::toString).forEach(arguments::add);
        }
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).isZero();
        classes =
                new URLClassLoader(
                        new URL[] {directory.toUri().toURL()},
                        ApexTokenTest.class.getClassLoader());
        Class<?> type = classes.loadClass("DeskToken");
        session = type.getMethod("session", String.class, String.class);
        mint = type.getMethod("mint", String.class, String.class, String.class);
    }

    @AfterAll
    static void close() throws IOException {
        classes.close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private static String javaOf(String apex) {
        return TEXT.matcher(COMMENT.matcher(apex).replaceAll(""))
                .replaceAll(
                        text ->
                                Matcher.quoteReplacement(
                                        '"' + text.group(1).replace("\"", "\\\"") + '"'));
    }

    private static String minted(String key) throws Throwable {
        try {
            return (String) mint.invoke(null, key, "005xx0000012345AAA", SESSION);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "generic, call-1001",
        "amazon-connect, 120f2505-00c8-4139-bba1-3153baf067f8",
        "twilio, CA00000000000000000000000000000001",
        "generic, Grüße",
        "generic, a",
        "generic, b",
        "generic, c",
        "generic, d"
    })
    void shouldNameTheSessionOfACall(String source, String call) throws Exception {
        assertThat(session.invoke(null, source, call)).isEqualTo(SessionIds.session(source, call));
    }

    @Test
    void shouldMintAShortTokenOfTheUserForOneCall() throws Throwable {
        String token = minted(Tokens.KEY);

        Viewer viewer = admit(token, SESSION);
        assertThat(viewer.agentId()).isEqualTo("005xx0000012345AAA");
        assertThat(viewer.reach()).isEqualTo(Access.Reach.ONE);
        assertThat(viewer.expiresAt())
                .isBetween(Instant.now().plusSeconds(590), Instant.now().plusSeconds(600));
        assertThatThrownBy(() -> admit(token, SessionIds.session("generic", "call-1002")))
                .hasCauseInstanceOf(ProblemException.class);
        String otherKey = minted(Tokens.OTHER_KEY);
        assertThatThrownBy(() -> admit(otherKey, SESSION))
                .hasCauseInstanceOf(ProblemException.class);
    }

    @Test
    void shouldRefuseAShortKey() {
        for (String key : new String[] {null, "", "tiny"}) {
            assertThatThrownBy(() -> minted(key))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("32 bytes")
                    .hasMessageNotContaining("tiny");
        }
    }

    private static Viewer admit(String token, String sessionId) {
        return SampleTokens.admit(VERTX, token, sessionId);
    }
}
