package io.supportassistant.push;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The desk's page with one script and one style sheet. Their names change with their content, so
 * that browsers keep them for good and still have the new ones after an upgrade.
 */
final class DeskFiles {

    private static final String FOREVER = "public, max-age=31536000, immutable";

    private static final Pattern STYLE_IMPORT =
            Pattern.compile("(?m)^@import url\\(\"([^\"]+)\"\\);$");

    private final Map<String, File> byName = new HashMap<>();
    private final File page;

    DeskFiles() {
        String html = resource("index.html");
        html = html.replace("\"desk.css\"", hashed("desk", "css", styles()));
        html =
                html.replace(
                        "\"settings-at-start.js\"",
                        hashed("settings-at-start", "js", resource("settings-at-start.js")));
        html =
                html.replace(
                        "\"app.js\"",
                        hashed("app", "js", DeskModules.join("app.js", DeskFiles::resource)));
        page = File.of("text/html; charset=utf-8", html);
    }

    /** Answers with the page, which a browser must ask for each time. */
    void page(RoutingContext ctx) {
        send(ctx, page);
    }

    /** Answers with a script or style sheet of the page; any other path is the next handler's. */
    void part(RoutingContext ctx) {
        String path = ctx.normalizedPath();
        File file = byName.get(path.substring(path.lastIndexOf('/') + 1));
        if (file == null) {
            ctx.next();
            return;
        }
        ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, FOREVER);
        send(ctx, file);
    }

    private static void send(RoutingContext ctx, File file) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.type)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String accepted = ctx.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (accepted != null && accepted.contains("gzip")) {
            ctx.response().putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(file.compressed);
        } else {
            ctx.response().end(file.plain);
        }
    }

    private static String styles() {
        return STYLE_IMPORT
                .matcher(resource("desk.css"))
                .replaceAll(found -> Matcher.quoteReplacement(resource(found.group(1))));
    }

    private String hashed(String name, String suffix, String content) {
        String file = name + "." + hash(content) + "." + suffix;
        byName.put(file, File.of("js".equals(suffix) ? "text/javascript" : "text/css", content));
        return '"' + file + '"';
    }

    private static String hash(String content) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String path) {
        try (InputStream in = DeskFiles.class.getResourceAsStream("/desk/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("The desk has no file " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record File(String type, Buffer plain, Buffer compressed) {

        static File of(String type, String content) {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
                out.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new File(type, Buffer.buffer(bytes), Buffer.buffer(compressed.toByteArray()));
        }
    }
}
