package dev.skiff.apiserver.http;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.authorization.Refusal;
import dev.skiff.apiserver.authorization.RequestAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;

/// Lets clients leave HTTP where that is offered.
final class Upgrades {
    private final List<UpgradePoint> points;
    private final Executor executor;
    private final OpenAnswers open;

    Upgrades(List<UpgradePoint> points, Executor executor, OpenAnswers open) {
        this.points = List.copyOf(points);
        this.executor = executor;
        this.open = open;
    }

    /// Answers 101 and hands the connection over, if there is such a point; otherwise the request
    /// is an ordinary one.
    ///
    /// @throws ApiException if the user may not
    boolean tryUpgrade(ApiRequest request, Exchange exchange) {
        boolean isHttp1 =
                exchange.request().getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
        Optional<UpgradePoint> found =
                points.stream()
                        .filter(point -> point.path().equals(request.path()))
                        .filter(point -> asksFor(request, point.protocol()))
                        .findFirst();
        if (found.isEmpty() || !isHttp1) {
            return false;
        }
        if (!found.get().mayUse().test(request.user())) {
            throw Refusal.of(RequestAttributes.of(request));
        }
        hand(found.get(), request, exchange);
        return true;
    }

    private static boolean asksFor(ApiRequest request, String protocol) {
        return request.headers().firstOrEmpty("Upgrade").equalsIgnoreCase(protocol);
    }

    private void hand(UpgradePoint point, ApiRequest request, Exchange exchange) {
        EndPoint endPoint =
                exchange.request().getConnectionMetaData().getConnection().getEndPoint();
        exchange.request()
                .setAttribute(
                        HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
                        new UpgradedConnection(endPoint, executor, point, request.user(), open));
        Response response = exchange.response();
        response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
        response.getHeaders().put(HttpHeader.CONNECTION, "Upgrade");
        response.getHeaders().put(HttpHeader.UPGRADE, point.protocol());
        response.write(true, BufferUtil.EMPTY_BUFFER, exchange.callback());
    }
}
