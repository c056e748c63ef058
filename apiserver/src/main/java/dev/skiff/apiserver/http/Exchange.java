package dev.skiff.apiserver.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// What Jetty hands us for one request. The callback must be completed exactly once.
record Exchange(Request request, Response response, Callback callback) {}
