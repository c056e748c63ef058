package dev.skiff.agent.runtime.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/// The engine's answer, its head read and its body still to come. Close it from any thread.
record EngineResponse(int status, Map<String, List<String>> headers, EngineBody body)
        implements DockerHttpClient.Response {
    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return headers;
    }

    @Override
    public InputStream getBody() {
        return body;
    }

    @Override
    public void close() {
        body.close();
    }
}
