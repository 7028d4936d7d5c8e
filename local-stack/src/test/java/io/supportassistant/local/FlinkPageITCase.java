package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.guard.FlinkGuard;
import io.supportassistant.local.stack.LocalStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A web page in a browser on the same machine cannot control the jobs. */
@ExtendWith(RunningStack.class)
@Execution(ExecutionMode.SAME_THREAD)
class FlinkPageITCase {

    private static final String UPLOAD =
            "--x\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"evil.jar\"\r\n"
                    + "Content-Type: application/java-archive\r\n\r\nPK\r\n--x--\r\n";

    @Test
    void shouldShowThePageToItsOwner(LocalStack stack) throws IOException {
        String answer = answer(stack, "GET /jobs/overview", "Host: localhost:%d");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("RUNNING");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("access-control-allow-origin: https://none.invalid\r\n");
    }

    @Test
    void shouldAcceptNoJar(LocalStack stack) throws IOException {
        assertThat(upload(stack, "/jars/upload", "")).startsWith("HTTP/1.1 403");
    }

    /** The guard lets the token pass, so this is Flink's own refusal. */
    @Test
    void shouldAcceptNoJarWithTheTokenEither(LocalStack stack) throws IOException {
        String token =
                "Authorization: Bearer "
                        + stack.flink()
                                .environment("nothing")
                                .getConfiguration()
                                .get(FlinkGuard.TOKEN)
                        + "\r\n";

        assertThat(upload(stack, "/jars/upload", token))
                .startsWith("HTTP/1.1 400")
                .contains("POST request not allowed");
        assertThat(upload(stack, "/jobs", token))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("not allowed");
        assertThat(answer(stack, "GET /config", "Host: localhost:%d"))
                .contains("\"web-submit\":false")
                .contains("\"web-cancel\":false");
    }

    @Test
    void shouldAcceptNoJobFromAnotherProgram(LocalStack stack) throws IOException {
        assertThat(upload(stack, "/jobs", ""))
                .startsWith("HTTP/1.1 403")
                .contains("assist.page.token");
        assertThat(answer(stack, "GET /jobmanager/config", "Host: localhost:%d"))
                .startsWith("HTTP/1.1 200")
                .containsPattern("assist\\.page\\.token\",\"value\":\"\\*+\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jars/upload", "/jobs"})
    void shouldAcceptNoJobFromAPage(String path, LocalStack stack) throws IOException {
        assertThat(upload(stack, path, "Origin: https://elsewhere.example\r\n"))
                .startsWith("HTTP/1.1 403")
                .doesNotContainIgnoringCase("access-control-allow-origin");
    }

    @Test
    void shouldNotEndAJobByGet(LocalStack stack) throws Exception {
        JobStatusMessage job = stack.flink().cluster().listJobs().get().iterator().next();

        for (String order :
                new String[] {"yarn-cancel", "yarn-stop", "yarn%252Dcancel", "yarn-cancel%3Fx"}) {
            assertThat(
                            answer(
                                    stack,
                                    "GET /jobs/" + job.getJobId() + "/" + order,
                                    "Host: localhost:%d"))
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(stack.flink().cluster().getJobStatus(job.getJobId()).get())
                .isEqualTo(JobStatus.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost:%d\r\nOrigin: https://elsewhere.example",
                "Host: localhost:%d\r\nOrigin: null",
                "Host: rebind.example:%d",
                "Accept: */*"
            })
    void shouldNotAnswerAPageOfAnotherOrigin(String headers, LocalStack stack) throws IOException {
        assertThat(answer(stack, "GET /jobs/overview", headers))
                .startsWith("HTTP/1.1 403")
                .doesNotContainIgnoringCase("access-control-allow-origin")
                .doesNotContain("RUNNING");
    }

    private static String upload(LocalStack stack, String path, String header) throws IOException {
        return answer(
                stack,
                "POST " + path,
                "Host: localhost:%d\r\n"
                        + header
                        + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: "
                        + UPLOAD.length()
                        + "\r\n\r\n"
                        + UPLOAD);
    }

    /**
     * The whole response to a request.
     *
     * @param headers with {@code %d} for the port; may continue with an empty line and a body
     */
    private static String answer(LocalStack stack, String request, String headers)
            throws IOException {
        int port = stack.ports().flink();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            (request
                                            + " HTTP/1.1\r\nConnection: close\r\n"
                                            + headers.replace("%d", Integer.toString(port))
                                            + "\r\n\r\n")
                                    .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
