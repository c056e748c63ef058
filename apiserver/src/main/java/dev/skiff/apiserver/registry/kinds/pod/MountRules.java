package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.List;

/// Where a container sees the pod's volumes, as files or as devices.
final class MountRules {
    private static final List<String> PROPAGATIONS =
            List.of("Bidirectional", "HostToContainer", "None");
    private static final List<String> RECURSIVE_READ_ONLY =
            List.of("Disabled", "Enabled", "IfPossible");

    private MountRules() {}

    static void mounts(
            JsonNode container, PodContext pod, FieldPath path, List<FieldError> errors) {
        List<String> places = new ArrayList<>(0);
        JsonNode devices = Fields.at(container, "volumeDevices");
        int i = 0;
        for (JsonNode mount : Fields.at(container, "volumeMounts")) {
            FieldPath mountPath = path.index(i++);
            volumeOf(mount, pod, mountPath, errors);
            String place = Fields.text(mount, "mountPath");
            if (place.isEmpty()) {
                errors.add(FieldError.required(mountPath.child("mountPath"), ""));
            }
            if (places.contains(place)) {
                errors.add(
                        FieldError.invalid(mountPath.child("mountPath"), place, "must be unique"));
            }
            places.add(place);
            overlap(mount, devices, mountPath, errors);
            subPaths(mount, pod, mountPath, path, errors);
            propagation(mount, container, path.child("mountPropagation"), errors);
            recursiveReadOnly(mount, path.child("recursiveReadOnly"), errors);
        }
    }

    private static void volumeOf(
            JsonNode mount, PodContext pod, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(mount, "name");
        if (name.isEmpty()) {
            errors.add(FieldError.required(path.child("name"), ""));
        }
        if (!pod.volumes().containsKey(name)) {
            errors.add(FieldError.notFound(path.child("name"), name));
        }
    }

    private static void overlap(
            JsonNode mount, JsonNode devices, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(mount, "name");
        String place = Fields.text(mount, "mountPath");
        if (holds(devices, "name", name)) {
            errors.add(
                    FieldError.invalid(
                            path.child("name"), name, "must not already exist in volumeDevices"));
        }
        if (holds(devices, "devicePath", place)) {
            errors.add(
                    FieldError.invalid(
                            path.child("mountPath"),
                            place,
                            "must not already exist as a path in volumeDevices"));
        }
    }

    private static void subPaths(
            JsonNode mount,
            PodContext pod,
            FieldPath mountPath,
            FieldPath listPath,
            List<FieldError> errors) {
        String subPath = Fields.text(mount, "subPath");
        String expression = Fields.text(mount, "subPathExpr");
        JsonNode volume = pod.volumes().get(Fields.text(mount, "name"));
        if (subPath.isEmpty() && expression.isEmpty()) {
            return;
        }
        if (!subPath.isEmpty()) {
            PathRules.descending(subPath, listPath.child("subPath"), errors);
        }
        if (!expression.isEmpty()) {
            if (!subPath.isEmpty()) {
                errors.add(
                        FieldError.invalid(
                                mountPath.child("subPathExpr"),
                                expression,
                                "subPathExpr and subPath are mutually exclusive"));
            }
            boolean isImage = volume != null && Fields.has(volume, "image");
            if (isImage) {
                errors.add(
                        FieldError.invalid(
                                mountPath.child("subPathExpr"),
                                expression,
                                "not allowed in image volume sources"));
            }
            PathRules.descending(expression, listPath.child("subPathExpr"), errors);
        }
    }

    private static void propagation(
            JsonNode mount, JsonNode container, FieldPath path, List<FieldError> errors) {
        if (!Fields.has(mount, "mountPropagation")) {
            return;
        }
        String propagation = Fields.text(mount, "mountPropagation");
        FieldChecks.oneOf(propagation, PROPAGATIONS, path, errors);
        boolean isPrivileged =
                Fields.at(container, "securityContext", "privileged").asBoolean(false);
        if (propagation.equals("Bidirectional") && !isPrivileged) {
            errors.add(
                    FieldError.forbidden(
                            path,
                            "Bidirectional mount propagation is available only to privileged containers"));
        }
    }

    private static void recursiveReadOnly(JsonNode mount, FieldPath path, List<FieldError> errors) {
        String mode = Fields.text(mount, "recursiveReadOnly");
        if (mode.isEmpty() || mode.equals("Disabled")) {
            return;
        }
        if (!RECURSIVE_READ_ONLY.contains(mode)) {
            errors.add(FieldError.notSupported(path, mode, RECURSIVE_READ_ONLY));
            return;
        }
        if (!Fields.isTrue(mount, "readOnly")) {
            errors.add(FieldError.forbidden(path, "may only be specified when readOnly is true"));
        }
        String propagation = Fields.text(mount, "mountPropagation");
        if (!propagation.isEmpty() && !propagation.equals("None")) {
            errors.add(
                    FieldError.forbidden(
                            path,
                            "may only be specified when mountPropagation is None or not specified"));
        }
    }

    static void devices(
            JsonNode container, PodContext pod, FieldPath path, List<FieldError> errors) {
        List<String> names = new ArrayList<>(0);
        List<String> places = new ArrayList<>(0);
        JsonNode mounts = Fields.at(container, "volumeMounts");
        int i = 0;
        for (JsonNode device : Fields.at(container, "volumeDevices")) {
            FieldPath devicePath = path.index(i++);
            deviceName(device, names, pod, devicePath, errors);
            devicePlace(device, places, devicePath, errors);
            String name = Fields.text(device, "name");
            String place = Fields.text(device, "devicePath");
            if (holds(mounts, "name", name)) {
                errors.add(
                        FieldError.invalid(
                                devicePath.child("name"),
                                name,
                                "must not already exist in volumeMounts"));
            }
            if (holds(mounts, "mountPath", place)) {
                errors.add(
                        FieldError.invalid(
                                devicePath.child("devicePath"),
                                place,
                                "must not already exist as a path in volumeMounts"));
            }
        }
    }

    private static void deviceName(
            JsonNode device,
            List<String> names,
            PodContext pod,
            FieldPath path,
            List<FieldError> errors) {
        String name = Fields.text(device, "name");
        if (name.isEmpty()) {
            errors.add(FieldError.required(path.child("name"), ""));
        }
        if (names.contains(name)) {
            errors.add(FieldError.invalid(path.child("name"), name, "must be unique"));
        }
        JsonNode volume = pod.volumes().get(name);
        if (volume == null) {
            errors.add(FieldError.notFound(path.child("name"), name));
        } else if (!Fields.has(volume, "persistentVolumeClaim")
                && !Fields.has(volume, "ephemeral")) {
            errors.add(
                    FieldError.invalid(
                            path.child("name"),
                            name,
                            "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode"));
        }
        if (!name.isEmpty()) {
            names.add(name);
        }
    }

    private static void devicePlace(
            JsonNode device, List<String> places, FieldPath path, List<FieldError> errors) {
        String place = Fields.text(device, "devicePath");
        if (place.isEmpty()) {
            errors.add(FieldError.required(path.child("devicePath"), ""));
        }
        if (places.contains(place)) {
            errors.add(FieldError.invalid(path.child("devicePath"), place, "must be unique"));
        }
        if (PathRules.hasBackstep(place)) {
            errors.add(
                    FieldError.invalid(
                            path.child("devicePath"), place, "can not contain backsteps ('..')"));
        } else {
            places.add(place);
        }
    }

    private static boolean holds(JsonNode list, String field, String value) {
        for (JsonNode item : list) {
            if (Fields.text(item, field).equals(value)) {
                return true;
            }
        }
        return false;
    }
}
