package dev.skiff.standalone;

import dev.skiff.api.request.UserInfo;
import dev.skiff.client.Transport;
import dev.skiff.controllers.Controllers;
import dev.skiff.controllers.framework.ControllerSettings;
import dev.skiff.scheduler.Scheduler;
import java.security.SecureRandom;
import java.time.InstantSource;

/// The scheduler and the controllers, driven.
final class ControlPlane {
    static final String SCHEDULER = "system:kube-scheduler";
    static final String CONTROLLERS = "system:kube-controller-manager";

    private ControlPlane() {}

    /// Both, on an API server in this process.
    static void start(ServedApi api, String podRange, Closer closer) {
        startScheduler(api.transport(UserInfo.authenticated(SCHEDULER)), closer);
        startControllers(
                api.transport(UserInfo.authenticated(CONTROLLERS)),
                api.authorityPem(),
                podRange,
                closer);
    }

    static void startScheduler(Transport transport, Closer closer) {
        Scheduler scheduler =
                closer.keep(new Scheduler(transport, InstantSource.system(), new SecureRandom()));
        Pumps.driveScheduler(scheduler.parts(), closer);
    }

    static void startControllers(
            Transport transport, String authorityPem, String podRange, Closer closer) {
        ControllerSettings settings =
                ControllerSettings.standard()
                        .withRootCertificate(authorityPem)
                        .withPodRange(podRange);
        Pumps.driveControllers(
                Controllers.wire(transport, settings, InstantSource.system(), new SecureRandom()),
                closer);
    }
}
