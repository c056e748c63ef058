package dev.skiff.api.kind;

/// An API group and one of its versions. The core group is the empty string.
public record GroupVersion(String group, String version) implements Comparable<GroupVersion> {
    public GroupVersion {
        if (version.isBlank()) {
            throw new IllegalArgumentException("version is blank in API group \"" + group + "\"");
        }
    }

    /// Reads what stands in an object's `apiVersion`: `v1` or `apps/v1`.
    public static GroupVersion parse(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? new GroupVersion("", apiVersion)
                : new GroupVersion(apiVersion.substring(0, slash), apiVersion.substring(slash + 1));
    }

    /// The `apiVersion` of objects of this group version.
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /// The URL prefix without a leading slash: `api/v1` or `apis/apps/v1`.
    public String pathPrefix() {
        return group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
    }

    @Override
    public int compareTo(GroupVersion other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : version.compareTo(other.version);
    }

    @Override
    public String toString() {
        return apiVersion();
    }
}
