package dev.skiff.apiserver.tunnel.stream;

import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.api.tunnel.CallText;
import dev.skiff.api.tunnel.Frame;
import dev.skiff.api.tunnel.FrameConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The calls to one agent, over as many connections as it takes. Between two connections calls
/// wait; when the agent stays away for too long they fail. Thread-safe.
final class TunnelSession implements ApiHandler {
    static final int MOST_CALLS = 1000;

    private static final Duration HEAD_PATIENCE = Duration.ofSeconds(30);

    private final String node;
    private final String id;
    private final Map<Integer, RemoteAnswer> answers = new ConcurrentSkipListMap<>();
    private final AtomicInteger lastStream = new AtomicInteger();
    private volatile @Nullable FrameConnection connection;
    private volatile boolean expired;

    TunnelSession(String node, String id) {
        this.node = node;
        this.id = id;
    }

    String id() {
        return id;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        int stream = lastStream.incrementAndGet();
        Frame.Call call = new Frame.Call(stream, CallText.ofRequest(request));
        RemoteAnswer answer =
                new RemoteAnswer(
                        call,
                        offset -> send(new Frame.Consumed(stream, offset)),
                        () -> forget(stream));
        if (expired || answers.size() >= MOST_CALLS) {
            return failure(
                    "node " + node + (expired ? " is gone" : " has too many calls under way"));
        }
        answers.put(stream, answer);
        send(call);
        try {
            Optional<CallText.AnswerHead> head = answer.awaitHead(HEAD_PATIENCE);
            if (head.isEmpty()) {
                answer.close();
                return failure("node " + node + " does not answer");
            }
            return response(head.get(), answer);
        } catch (IOException e) {
            answer.close();
            return failure("node " + node + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.close();
            return failure("interrupted while waiting for node " + node);
        }
    }

    /// What failed is short, and taken in whole.
    private static ApiResponse response(CallText.AnswerHead head, RemoteAnswer answer)
            throws IOException {
        if (head.status() == 200) {
            return new ApiResponse.Streaming(200, head.headers(), answer);
        }
        try (answer) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            answer.copyTo(body);
            return new ApiResponse.Full(head.status(), head.headers(), body.toByteArray());
        }
    }

    private static ApiResponse failure(String why) {
        Status status = ApiException.unavailable(why).status();
        return ApiResponse.json(status.code(), status.toJson());
    }

    /// Goes on over a new connection.
    void attach(FrameConnection newConnection) {
        connection = newConnection;
        List<Frame.Wanted> wanted = new ArrayList<>();
        answers.forEach(
                (stream, answer) -> wanted.add(new Frame.Wanted(stream, answer.received())));
        newConnection.send(new Frame.Resume(wanted));
    }

    void detach(FrameConnection ended) {
        if (connection == ended) {
            connection = null;
        }
    }

    boolean isAttached() {
        return connection != null;
    }

    /// The agent does not come back: everything under way fails.
    void expire(String why) {
        expired = true;
        answers.values().forEach(answer -> answer.end(why));
        answers.clear();
    }

    /// @throws IOException if an agent would not say that; the connection is then of no use
    void onFrame(Frame frame) throws IOException {
        switch (frame) {
            case Frame.Head(int stream, byte[] head) -> {
                CallText.AnswerHead parsed = CallText.toHead(head);
                find(stream).ifPresent(answer -> answer.head(parsed));
            }
            case Frame.Data(int stream, long offset, byte[] bytes) -> {
                Optional<RemoteAnswer> answer = find(stream);
                if (answer.isPresent()) {
                    answer.get().data(offset, bytes);
                }
            }
            case Frame.End(int stream, String why) -> {
                find(stream).ifPresent(answer -> answer.end(why));
                forget(stream);
            }
            case Frame.Missed(int stream) ->
                    find(stream).map(RemoteAnswer::call).ifPresent(this::send);
            case Frame.Alive() -> {}
            case Frame.Hello _, Frame.Resume _, Frame.Call _, Frame.Consumed _, Frame.Cancel _ ->
                    throw new IOException("an agent does not say " + frame);
        }
    }

    private Optional<RemoteAnswer> find(int stream) {
        return Optional.ofNullable(answers.get(stream));
    }

    /// The agent keeps an answer until it is told this.
    private void forget(int stream) {
        if (answers.remove(stream) != null) {
            send(new Frame.Cancel(stream));
        }
    }

    /// Without a connection nothing is sent: the next one begins with what is still wanted.
    private void send(Frame frame) {
        FrameConnection current = connection;
        if (current != null) {
            current.send(frame);
        }
    }
}
