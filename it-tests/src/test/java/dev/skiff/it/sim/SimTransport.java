package dev.skiff.it.sim;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.ApiException;
import dev.skiff.client.Transport;
import dev.skiff.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// One process' wire to the API server. Others run before and after every call.
final class SimTransport implements Transport {
    private final Simulation simulation;
    private final SimApi api;
    private final UserInfo user;
    private final ClusterView view;
    private final Supplier<CallFate> fates;
    private final Faults faults;
    private final List<SimWatch> watches = new ArrayList<>();

    SimTransport(SimCluster cluster, UserInfo user, Supplier<CallFate> fates) {
        this.simulation = cluster.simulation();
        this.api = cluster.api();
        this.view = cluster.view();
        this.faults = cluster.faults();
        this.user = user;
        this.fates = fates;
    }

    @Override
    public ApiResponse send(ApiRequest request) {
        String what = request.method() + " " + request.path();
        simulation.pause(what);
        return switch (fates.get()) {
            case DONE -> finish(request, api.begin(request.withUser(user)).await());
            case REFUSED -> {
                byte[] status = ApiException.unavailable("too busy").status().toJson();
                yield ApiResponse.json(503, status);
            }
            case LOST -> {
                faults.waitInVain();
                throw SimApi.unreachable("lost: " + what);
            }
            case ANSWER_LOST -> {
                SimApi.Call call = api.begin(request.withUser(user));
                faults.waitInVain();
                call.abandon();
                throw SimApi.unreachable("answer lost: " + what);
            }
        };
    }

    /// Cuts the oldest watch or a later one.
    void severWatch(int which) {
        watches.removeIf(SimWatch::isSevered);
        if (!watches.isEmpty()) {
            watches.get(which % watches.size()).sever();
        }
    }

    int openWatches() {
        watches.removeIf(SimWatch::isSevered);
        return watches.size();
    }

    /// The process died, and its connections with it.
    void close() {
        watches.forEach(SimWatch::sever);
    }

    private ApiResponse finish(ApiRequest request, ApiResponse answer) {
        simulation.pause("← " + answer.status());
        view.answered(request, answer);
        if (answer instanceof ApiResponse.Watch(var headers, var stream, var encoder)) {
            SimWatch watch = new SimWatch(stream, view);
            watches.add(watch);
            api.track(watch);
            return new ApiResponse.Watch(headers, watch, encoder);
        }
        return answer;
    }
}
