package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides each test with an empty page of Firefox, which a class has of its own. After a failure,
 * {@code target/firefox} has pictures of the tabs.
 */
final class RunningFirefox
        implements BeforeAllCallback, ParameterResolver, AfterTestExecutionCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RunningFirefox.class);
    private static final Path PICTURES = Path.of("target/firefox");

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Files.createDirectories(PICTURES);
        context.getStore(NAMESPACE).put(Browser.class, new Browser());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FirefoxPage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        FirefoxPage page = store.get(Browser.class, Browser.class).newPage();
        store.put(FirefoxPage.class, page);
        store.put(Closing.class, new Closing(page));
        return page;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        FirefoxPage page = context.getStore(NAMESPACE).get(FirefoxPage.class, FirefoxPage.class);
        if (page != null && context.getExecutionException().isPresent()) {
            page.takePictures(PICTURES.resolve(context.getRequiredTestMethod().getName()));
        }
    }

    private record Closing(FirefoxPage page) implements ExtensionContext.Store.CloseableResource {

        @Override
        public void close() {
            page.closeWindow();
        }
    }

    /** Firefox, and the script that drives it; each of its lines answers one of ours. */
    static final class Browser implements ExtensionContext.Store.CloseableResource {

        private static final Path DESK = Path.of("../push-service").toAbsolutePath().normalize();
        private static final int SECONDS = 60;

        private final ObjectMapper json = new ObjectMapper();
        private final Path home;
        private final Process script;
        private final BufferedReader answers;
        private final Writer commands;

        Browser() throws IOException {
            if (!Files.exists(DESK.resolve("node_modules/puppeteer-core"))) {
                throw new IllegalStateException("puppeteer-core is missing: run npm ci in " + DESK);
            }
            ProcessBuilder builder =
                    new ProcessBuilder(
                            "node",
                            DESK.resolve("src/test/firefox/firefox.js").toString(),
                            DeskPage.browser("firefox", "firefox-esr").toString());
            home = Files.createTempDirectory("assist-firefox");
            builder.environment().put("HOME", home.toString());
            builder.environment().put("TMPDIR", home.toString());
            builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
            builder.redirectError(PICTURES.resolve("errors.txt").toFile());
            script = builder.start();
            answers = script.inputReader(UTF_8);
            commands = script.outputWriter(UTF_8);
        }

        FirefoxPage newPage() {
            return new FirefoxPage(this, ask("newWindow", null).asInt());
        }

        /**
         * @param tab the number of the tab
         */
        synchronized JsonNode ask(String command, Integer tab, Object... arguments) {
            List<Object> line = new ArrayList<>(Arrays.asList(command, tab));
            line.addAll(List.of(arguments));
            try {
                commands.write(json.writeValueAsString(line) + "\n");
                commands.flush();
                JsonNode answer =
                        json.readTree(
                                CompletableFuture.supplyAsync(this::nextAnswer)
                                        .get(SECONDS, TimeUnit.SECONDS));
                if (answer.has("error")) {
                    throw new IllegalStateException(answer.path("error").asText());
                }
                return answer.path("result");
            } catch (Exception e) {
                throw new IllegalStateException("Firefox failed to " + command, e);
            }
        }

        private String nextAnswer() {
            try {
                String answer = answers.readLine();
                if (answer == null) {
                    throw new IOException("ended; see " + PICTURES.resolve("errors.txt"));
                }
                return answer;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The script closes Firefox at the end of its input. */
        @Override
        public void close() throws Exception {
            List<ProcessHandle> started =
                    Stream.concat(Stream.of(script.toHandle()), script.descendants()).toList();
            try {
                commands.close();
                script.waitFor(SECONDS, TimeUnit.SECONDS);
            } finally {
                started.forEach(ProcessHandle::destroyForcibly);
                FileUtils.deleteDirectory(home.toFile());
            }
        }
    }
}
