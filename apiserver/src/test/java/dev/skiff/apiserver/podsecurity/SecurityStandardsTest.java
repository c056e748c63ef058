package dev.skiff.apiserver.podsecurity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityStandardsTest {
    /// Makes a pod pass every check of the strictest level.
    private static final String SAFE =
            "'securityContext':{'runAsNonRoot':true,'seccompProfile':{'type':'RuntimeDefault'}}";
    private static final String SAFE_CONTAINER =
            "{'name':'a','securityContext':{'allowPrivilegeEscalation':false,'capabilities':{'drop':['ALL']}}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'hostIPC':true,'hostPID':true,'hostNetwork':true | host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)",
                "'volumes':[{'name':'v','hostPath':{'path':'/'}}] | hostPath volumes (volume \"v\")",
                "'volumes':[{'name':'v','hostPath':{}},{'name':'w','hostPath':{}},{'name':'x','nfs':{}}] | hostPath volumes (volumes \"v\", \"w\")",
                "'containers':[{'name':'a','ports':[{'hostPort':80},{'hostPort':9}]},{'name':'b','ports':[{'containerPort':1}]}] | hostPort (container \"a\" uses hostPorts 80, 9)",
                "'containers':[{'name':'a','ports':[{'hostPort':80}]}],'initContainers':[{'name':'i','ports':[{'hostPort':80}]}] | hostPort (containers \"i\", \"a\" use hostPort 80)",
                "'containers':[{'name':'a','startupProbe':{'httpGet':{'host':'h'}}}] | probe or lifecycle host (container \"a\" uses probe or lifecycle host \"h\")",
                "'containers':[{'name':'b','lifecycle':{'preStop':{'tcpSocket':{'host':'y'}}}},{'name':'a','livenessProbe':{'tcpSocket':{'host':'x'}}}] | probe or lifecycle host (containers \"a\", \"b\" use probe or lifecycle hosts \"x\", \"y\")",
                "'containers':[{'name':'a','securityContext':{'privileged':true}}],'ephemeralContainers':[{'name':'e','securityContext':{'privileged':true}}] | privileged (containers \"a\", \"e\" must not set securityContext.privileged=true)",
                "'containers':[{'name':'a','securityContext':{'capabilities':{'add':['SYS_TIME','CHOWN','NET_RAW']}}}] | non-default capabilities (container \"a\" must not include \"NET_RAW\", \"SYS_TIME\" in securityContext.capabilities.add)",
                "'containers':[{'name':'a','securityContext':{'procMount':'Unmasked'}}] | procMount (container \"a\" must not set securityContext.procMount to \"Unmasked\")",
                "'hostUsers':true,'containers':[{'name':'a','securityContext':{'procMount':'Unmasked'}}] | procMount (container \"a\" must not set securityContext.procMount to \"Unmasked\")",
                "'hostUsers':false,'containers':[{'name':'a','securityContext':{'procMount':'Unmasked'}}] | ``",
                "'securityContext':{'sysctls':[{'name':'b'},{'name':'net.ipv4.tcp_rmem'},{'name':'a'}]} | forbidden sysctls (b, a)",
                "'securityContext':{'windowsOptions':{'hostProcess':true}},'containers':[{'name':'a','securityContext':{'windowsOptions':{'hostProcess':true}}}] | hostProcess (pod and container \"a\" must not set securityContext.windowsOptions.hostProcess=true)",
                "'securityContext':{'seLinuxOptions':{'type':'foo','user':'u'}},'containers':[{'name':'a','securityContext':{'seLinuxOptions':{'type':'bar','role':'r'}}},{'name':'b','securityContext':{'seLinuxOptions':{'type':'container_engine_t'}}}] | seLinuxOptions (pod and container \"a\" set forbidden securityContext.seLinuxOptions: types \"bar\", \"foo\"; user may not be set; role may not be set)",
                "'securityContext':{'seLinuxOptions':{'role':'r'}} | seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: role may not be set)",
                "'securityContext':{'seccompProfile':{'type':'Unconfined'}},'containers':[{'name':'a','securityContext':{'seccompProfile':{'type':'Unconfined'}}}] | seccompProfile (pod and container \"a\" must not set securityContext.seccompProfile.type to \"Unconfined\")",
                "'securityContext':{'appArmorProfile':{'type':'Unconfined'}} | forbidden AppArmor profile (pod must not set AppArmor profile type to \"Unconfined\")",
                "'hostPID':true,'containers':[{'name':'a','securityContext':{'privileged':true}}] | host namespaces (hostPID=true), privileged (container \"a\" must not set securityContext.privileged=true)",
                "'containers':[{'name':'a'}] | ``",
            })
    void the_baseline_objects_in_these_words(String spec, String expected) {
        assertThat(objection("baseline", "latest", "{'spec':{" + spec + "}}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'containers':[{'name':'a'}] | allowPrivilegeEscalation != false (container \"a\" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container \"a\" must set securityContext.capabilities.drop=[\"ALL\"]), runAsNonRoot != true (pod or container \"a\" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container \"a\" must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")",
                "'hostUsers':false,'containers':[{'name':'a','securityContext':{'allowPrivilegeEscalation':false,'runAsUser':0,'procMount':'Unmasked','seccompProfile':{'type':'Localhost'},'capabilities':{'drop':['ALL'],'add':['NET_BIND_SERVICE']}}}] | procMount (container \"a\" must not set securityContext.procMount to \"Unmasked\")",
                "SAFE,'os':{'name':'windows'},'containers':[{'name':'a'}] | ``",
                "SAFE,'containers':[SAFE_CONTAINER] | ``",
                "SAFE,'containers':[SAFE_CONTAINER],'hostPID':true | host namespaces (hostPID=true)",
                "SAFE,'containers':[SAFE_CONTAINER],'volumes':[{'name':'v','hostPath':{}},{'name':'w','fc':{}},{'name':'x','image':{}},{'name':'y','secret':{}}] | restricted volume types (volumes \"v\", \"w\" use restricted volume types \"fc\", \"hostPath\")",
                "SAFE,'containers':[SAFE_CONTAINER],'volumes':[{'name':'v','other':{}}] | restricted volume types (volume \"v\" uses restricted volume type \"unknown\")",
                "SAFE,'containers':[{'name':'a','securityContext':{'allowPrivilegeEscalation':false,'capabilities':{'add':['SYS_TIME','NET_BIND_SERVICE']}}}] | unrestricted capabilities (container \"a\" must set securityContext.capabilities.drop=[\"ALL\"]; container \"a\" must not include \"SYS_TIME\" in securityContext.capabilities.add)",
                "SAFE,'containers':[{'name':'a','securityContext':{'allowPrivilegeEscalation':false,'runAsNonRoot':false,'runAsUser':0,'seccompProfile':{'type':'Unconfined'},'capabilities':{'drop':['ALL']}}}] | runAsNonRoot != true (container \"a\" must not set securityContext.runAsNonRoot=false), runAsUser=0 (container \"a\" must not set runAsUser=0), seccompProfile (container \"a\" must not set securityContext.seccompProfile.type to \"Unconfined\")",
            })
    void the_strictest_level_objects_in_these_words(String spec, String expected) {
        String pod = "{'spec':{" + spec.replace("SAFE_CONTAINER", SAFE_CONTAINER) + "}}";

        assertThat(objection("restricted", "latest", pod.replace("SAFE", SAFE)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'container.apparmor.security.beta.kubernetes.io/a':'unconfined','container.apparmor.security.beta.kubernetes.io/b':'localhost/x'} | v1.20 | forbidden AppArmor profile (annotation must not set AppArmor profile type to \"container.apparmor.security.beta.kubernetes.io/a=\"unconfined\"\")",
                "{'seccomp.security.alpha.kubernetes.io/pod':'unconfined','container.seccomp.security.alpha.kubernetes.io/a':'x','container.seccomp.security.alpha.kubernetes.io/b':'x'} | v1.18 | seccompProfile (forbidden annotations container.seccomp.security.alpha.kubernetes.io/a=\"x\", seccomp.security.alpha.kubernetes.io/pod=\"unconfined\")",
                "{'seccomp.security.alpha.kubernetes.io/pod':'docker/default'} | v1.18 | ``",
                "{'seccomp.security.alpha.kubernetes.io/pod':'unconfined'} | v1.19 | ``",
            })
    void profiles_may_be_named_in_annotations(String annotations, String version, String expected) {
        String pod =
                "{'metadata':{'annotations':%s},'spec':{'containers':[{'name':'a'}]}}"
                        .formatted(annotations);

        assertThat(objection("baseline", version, pod)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'containers':[{'name':'a'}] | restricted | v1.0 | runAsNonRoot",
                "'containers':[{'name':'a'}] | restricted | v1.8 | allowPrivilegeEscalation, runAsNonRoot",
                "'containers':[{'name':'a'}] | restricted | v1.19 | allowPrivilegeEscalation, runAsNonRoot, seccompProfile",
                "'containers':[{'name':'a'}] | restricted | v1.22 | allowPrivilegeEscalation, unrestricted, runAsNonRoot, seccompProfile",
                "'containers':[{'name':'a','securityContext':{'capabilities':{'add':['X']}}}] | restricted | v1.7 | non-default, runAsNonRoot",
                "SAFE,'securityContext':{'runAsNonRoot':true,'runAsUser':0},'containers':[] | restricted | v1.22 | ``",
                "SAFE,'securityContext':{'runAsNonRoot':true,'runAsUser':0},'containers':[] | restricted | v1.23 | runAsUser=0",
                "'os':{'name':'windows'},'containers':[{'name':'a'}] | restricted | v1.24 | allowPrivilegeEscalation, unrestricted, runAsNonRoot, seccompProfile",
                "'os':{'name':'windows'},'containers':[{'name':'a'}] | restricted | v1.25 | runAsNonRoot",
                "'hostUsers':false,'containers':[{'name':'a'}] | restricted | v1.34 | allowPrivilegeEscalation, unrestricted, runAsNonRoot, seccompProfile",
                "'hostUsers':false,'containers':[{'name':'a'}] | restricted | v1.35 | allowPrivilegeEscalation, unrestricted, seccompProfile",
                "'containers':[{'name':'a','livenessProbe':{'httpGet':{'host':'h'}}}] | baseline | v1.33 | ``",
                "'containers':[{'name':'a','livenessProbe':{'httpGet':{'host':'h'}}}] | baseline | v1.99 | probe",
                "'securityContext':{'seLinuxOptions':{'type':'container_engine_t'}} | baseline | v1.30 | seLinuxOptions",
                "'securityContext':{'seLinuxOptions':{'type':'container_engine_t'}} | baseline | v1.31 | ``",
                "'securityContext':{'sysctls':[{'name':'net.ipv4.ip_local_reserved_ports'}]} | baseline | v1.26 | forbidden",
                "'securityContext':{'sysctls':[{'name':'net.ipv4.ip_local_reserved_ports'}]} | baseline | v1.27 | ``",
                "'securityContext':{'sysctls':[{'name':'net.ipv4.tcp_fin_timeout'}]} | baseline | v1.28 | forbidden",
                "'securityContext':{'sysctls':[{'name':'net.ipv4.tcp_fin_timeout'}]} | baseline | v1.29 | ``",
                "'securityContext':{'sysctls':[{'name':'net.ipv4.tcp_wmem'}]} | baseline | v1.31 | forbidden",
                "'securityContext':{'sysctls':[{'name':'net.ipv4.tcp_wmem'}]} | baseline | v1.32 | ``",
                "'hostPID':true | privileged | latest | ``",
            })
    void every_version_has_the_checks_of_its_time(
            String spec, String level, String version, String firstWords) {
        String pod = "{'spec':{" + spec.replace("SAFE,", "") + "}}";

        String reasons = SecurityStandards.reasons(standard(level, version), pod(pod)).orElse("");

        assertThat(reasons.replaceAll("([^ ,]+)[^,]*", "$1").replaceAll(",(\\S)", ", $1"))
                .isEqualTo(firstWords);
    }

    @Test
    void pods_that_are_there_are_told_by_what_they_violate() {
        List<JsonNode> pods = new ArrayList<>();
        for (String name : List.of("c", "a", "b", "z", "y", "x")) {
            String field = "cab".contains(name) ? "hostPID" : "hostIPC";
            String more = name.equals("x") ? ",'volumes':[{'name':'v','hostPath':{}}]" : "";
            pods.add(
                    pod("{'metadata':{'name':'%s'},'spec':{'%s':true%s}}"
                                    .formatted(name, field, more))
                            .pod());
        }
        pods.add(pod("{'metadata':{'name':'fine'},'spec':{}}").pod());

        assertThat(ExistingPods.warnings("ns", standard("baseline", "v1.25"), pods))
                .containsExactly(
                        "existing pods in namespace \"ns\" violate the new PodSecurity enforce level \"baseline:v1.25\"",
                        "a (and 4 other pods): host namespaces",
                        "x: host namespaces, hostPath volumes");
    }

    @Test
    void of_very_many_pods_those_of_other_controllers_are_looked_at_first() {
        List<JsonNode> pods = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            pods.add(
                    pod("{'metadata':{'name':'p%d','ownerReferences':[{'uid':'u','controller':true}]},'spec':{}}"
                                    .formatted(i))
                            .pod());
        }
        pods.add(pod("{'metadata':{'name':'last'},'spec':{'hostPID':true}}").pod());

        assertThat(ExistingPods.warnings("ns", standard("baseline", "latest"), pods))
                .containsExactly(
                        "new PodSecurity enforce level only checked against the first 3000 of 3001 existing pods",
                        "existing pods in namespace \"ns\" violate the new PodSecurity enforce level \"baseline:latest\"",
                        "last: host namespaces");
    }

    private static String objection(String level, String version, String pod) {
        return SecurityStandards.objection(standard(level, version), pod(pod)).orElse("");
    }

    private static Standard standard(String level, String version) {
        return new Standard(
                Level.parse(level).orElseThrow(), PolicyVersion.parse(version).orElseThrow());
    }

    private static CheckedPod pod(String json) {
        try {
            return new CheckedPod(Json.mapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + json, e);
        }
    }
}
