package dev.skiff.apiserver.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// A response that may be silent for as long as it likes; only a write that does not get through is
/// timed out.
final class LongAnswer {
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);

    private final Response response;
    private final HttpStream stream;

    private LongAnswer(Response response, HttpStream stream) {
        this.response = response;
        this.stream = stream;
    }

    /// @param onHangUp called with the cause, perhaps more than once, when the client is gone
    static LongAnswer begin(Exchange exchange, Consumer<Throwable> onHangUp) {
        HttpStream[] stream = new HttpStream[1];
        exchange.request()
                .addHttpStreamWrapper(
                        current -> {
                            stream[0] = current;
                            return current;
                        });
        stream[0].setIdleTimeout(0);
        HangUp.detect(exchange, onHangUp);
        return new LongAnswer(exchange.response(), stream[0]);
    }

    void write(boolean last, ByteBuffer bytes, Callback callback) {
        stream.setIdleTimeout(WRITE_TIMEOUT.toMillis());
        response.write(last, bytes, Callback.from(() -> stream.setIdleTimeout(0), callback));
    }
}
