package dev.skiff.client.stream;

import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.tunnel.CallText;
import dev.skiff.api.tunnel.Frame;
import dev.skiff.api.tunnel.FrameConnection;
import dev.skiff.client.Backoff;
import dev.skiff.client.http.ServerAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a tunnel to a server open and answers the calls that come through it, each on a virtual
/// thread. When the connection breaks it connects again, with back-off; answers under way go on.
public final class TunnelClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TunnelClient.class);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final int SESSION_BYTES = 16;

    private final TunnelSocket socket;
    private final ApiHandler node;
    private final RandomGenerator random;
    private final String session;
    private final Map<Integer, AnswerSender> answers = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable FrameConnection connection;

    private TunnelClient(ServerAccess access, ApiHandler node, RandomGenerator random) {
        this.socket = new TunnelSocket(access);
        this.node = node;
        this.random = random;
        byte[] id = new byte[SESSION_BYTES];
        random.nextBytes(id);
        this.session = HexFormat.of().formatHex(id);
    }

    /// @param access as the node
    /// @param node answers the server's calls
    public static TunnelClient start(ServerAccess access, ApiHandler node, RandomGenerator random) {
        TunnelClient client = new TunnelClient(access, node, random);
        Thread.ofVirtual().name("tunnel").start(client::run);
        return client;
    }

    private void run() {
        int failures = 0;
        try {
            while (closed.getCount() > 0) {
                failures = runOnce() ? 0 : failures + 1;
                long pause = BACKOFF.delay(failures, random).toMillis();
                boolean ended = closed.await(pause, TimeUnit.MILLISECONDS);
                LOG.trace("ended: {}", ended);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Answers whether the server was reached.
    private boolean runOnce() {
        boolean reached = false;
        try (FrameConnection open = socket.connect()) {
            connection = open;
            open.send(new Frame.Hello(session));
            Thread writer = Thread.ofVirtual().name("tunnel-writer").start(() -> write(open));
            reached = true;
            LOG.info("the tunnel to the API server is open");
            for (Optional<Frame> frame = open.read(); frame.isPresent(); frame = open.read()) {
                onFrame(frame.get(), open);
            }
            writer.interrupt();
        } catch (IOException e) {
            if (closed.getCount() > 0) {
                LOG.info("the tunnel to the API server broke: {}", e.toString());
            }
        } finally {
            answers.values().forEach(AnswerSender::disconnected);
        }
        return reached;
    }

    private static void write(FrameConnection open) {
        try {
            open.writeAll();
        } catch (IOException e) {
            LOG.debug("writing to the tunnel ended: {}", e.toString());
        }
    }

    private void onFrame(Frame frame, FrameConnection open) throws IOException {
        switch (frame) {
            case Frame.Resume(var wanted) -> resume(wanted, open);
            case Frame.Call(int stream, byte[] text) -> {
                ApiRequest request = CallText.toRequest(text, server());
                AnswerSender answer = new AnswerSender(stream, open);
                answers.put(stream, answer);
                Thread.ofVirtual().name("tunnel-call").start(() -> answer(request, answer));
            }
            case Frame.Consumed(int stream, long offset) -> {
                AnswerSender answer = answers.get(stream);
                if (answer != null) {
                    answer.consumed(offset);
                }
            }
            case Frame.Cancel(int stream) -> {
                AnswerSender answer = answers.remove(stream);
                if (answer != null) {
                    answer.cancel();
                }
            }
            case Frame.Alive() -> {}
            case Frame.Hello _, Frame.Missed _, Frame.Head _, Frame.Data _, Frame.End _ ->
                    throw new IOException("a server does not say " + frame);
        }
    }

    private static UserInfo server() {
        return UserInfo.authenticated("system:apiserver", UserInfo.MASTERS_GROUP);
    }

    private void resume(List<Frame.Wanted> wanted, FrameConnection open) {
        Map<Integer, Long> received = new LinkedHashMap<>();
        wanted.forEach(call -> received.put(call.stream(), call.received()));
        answers.keySet().stream()
                .filter(stream -> !received.containsKey(stream))
                .toList()
                .forEach(
                        stream -> {
                            AnswerSender unwanted = answers.remove(stream);
                            if (unwanted != null) {
                                unwanted.cancel();
                            }
                        });
        received.forEach(
                (stream, bytes) -> {
                    AnswerSender answer = answers.get(stream);
                    if (answer == null) {
                        open.send(new Frame.Missed(stream));
                    } else {
                        answer.resume(open, bytes);
                    }
                });
    }

    private void answer(ApiRequest request, AnswerSender answer) {
        try {
            answer.send(node.handle(request));
            answer.finish("");
        } catch (IOException | RuntimeException e) {
            LOG.debug("answering {} ended: {}", request, e.toString());
            answer.finish(e.toString());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        FrameConnection open = connection;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            LOG.debug("closing the tunnel: {}", e.toString());
        }
        answers.values().forEach(AnswerSender::cancel);
    }
}
