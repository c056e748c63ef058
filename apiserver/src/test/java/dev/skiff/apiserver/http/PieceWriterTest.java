package dev.skiff.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skiff.api.request.ApiResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PieceWriterTest {
    private static final int PIECE_BYTES = 64 * 1024;

    /// Numbered pieces of equal length.
    private static final class Numbered implements ApiResponse.Pieces {
        private final int count;
        private final AtomicInteger made = new AtomicInteger();

        Numbered(int count) {
            this.count = count;
        }

        @Override
        public boolean isEnded() {
            return made.get() == count;
        }

        @Override
        public void writeNext(ByteArrayOutputStream out) {
            out.writeBytes(
                    String.format("%" + PIECE_BYTES + "d", made.incrementAndGet())
                            .getBytes(StandardCharsets.US_ASCII));
        }

        static String text(int count) {
            Numbered pieces = new Numbered(count);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            while (!pieces.isEnded()) {
                pieces.writeNext(out);
            }
            return out.toString(StandardCharsets.US_ASCII);
        }
    }

    private static ApiResponse answer(Numbered pieces) {
        return new ApiResponse.InPieces(
                200, List.of(new ApiResponse.Header("Content-Type", "application/json")), pieces);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void all_pieces_arrive_in_order(HttpClient.Version version) throws Exception {
        try (var cluster = new TestCluster(_ -> answer(new Numbered(20)));
                var client = cluster.client(version)) {
            HttpRequest request = cluster.request("/").build();
            for (int call = 0; call < 3; call++) {
                var got = client.send(request, BodyHandlers.ofString());
                assertThat(got.statusCode()).isEqualTo(200);
                assertThat(got.body()).isEqualTo(Numbered.text(20));
            }
        }
    }

    @Test
    void pieces_are_compressed_for_those_who_can_read_it() throws Exception {
        try (var cluster = new TestCluster(_ -> answer(new Numbered(20)));
                var client = cluster.client(HttpClient.Version.HTTP_1_1)) {
            HttpRequest request = cluster.request("/").setHeader("Accept-Encoding", "gzip").build();

            var got = client.send(request, BodyHandlers.ofByteArray());

            assertThat(got.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(got.body().length).isLessThan(PIECE_BYTES);
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(got.body()))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo(Numbered.text(20));
            }
        }
    }

    @Test
    void what_a_slow_reader_has_not_taken_is_not_made() throws Exception {
        int count = 2_000;
        Numbered pieces = new Numbered(count);
        try (var cluster = new TestCluster(_ -> answer(pieces));
                var client = cluster.client(HttpClient.Version.HTTP_1_1)) {
            var got = client.send(cluster.request("/").build(), BodyHandlers.ofInputStream());
            try (InputStream body = got.body()) {
                assertThat(body.readNBytes(PIECE_BYTES)).hasSize(PIECE_BYTES);
                await().during(Duration.ofMillis(300))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> pieces.made.get(), made -> made < count / 2);
                assertThat(body.readAllBytes()).hasSize((count - 1) * PIECE_BYTES);
            }
        }
    }
}
