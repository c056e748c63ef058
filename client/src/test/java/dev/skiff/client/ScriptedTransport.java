package dev.skiff.client;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/// Answers calls in the order a test laid the answers out, and keeps the calls.
final class ScriptedTransport implements Transport {
    private final Queue<Supplier<ApiResponse>> answers = new ArrayDeque<>();
    final List<ApiRequest> calls = new ArrayList<>();

    ScriptedTransport then(ApiResponse answer) {
        answers.add(() -> answer);
        return this;
    }

    ScriptedTransport thenStatus(int code, String reason) {
        return then(ApiResponse.json(code, Status.failure(code, reason, "in a test").toJson()));
    }

    ScriptedTransport thenUnreachable() {
        answers.add(
                () -> {
                    throw new UnreachableException("in a test", new java.io.IOException("down"));
                });
        return this;
    }

    @Override
    public ApiResponse send(ApiRequest request) {
        calls.add(request);
        Supplier<ApiResponse> answer = answers.poll();
        if (answer == null) {
            throw new IllegalStateException("no answer laid out for " + request);
        }
        return answer.get();
    }
}
