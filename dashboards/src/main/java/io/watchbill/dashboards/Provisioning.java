package io.watchbill.dashboards;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.yaml.YamlText;
import java.util.List;

/**
 * The file with which Grafana finds the dashboards. One provider for the whole folder: uids and titles are unique over
 * the fleet, since a double one would freeze it.
 */
final class Provisioning {

    /** The folder in Grafana. */
    static final String FOLDER = "Watchbill";

    private static final String PATH = "dashboards/provisioning/watchbill.yaml";

    private Provisioning() {}

    /** Where Grafana's own files go; the names are Grafana's. */
    private record ProvidersFile(@JsonProperty("apiVersion") int apiVersion, List<Provider> providers) {}

    private record Provider(
            String name,
            @JsonProperty("orgId") int organisation,
            String folder,
            @JsonProperty("folderUid") String folderUid,
            String type,
            @JsonProperty("disableDeletion") boolean disableDeletion,
            @JsonProperty("allowUiUpdates") boolean allowUiUpdates,
            @JsonProperty("updateIntervalSeconds") int updateIntervalSeconds,
            Options options) {}

    private record Options(
            String path,
            @JsonProperty("foldersFromFilesStructure") boolean foldersFromFilesStructure) {}

    static Artifact render() {
        Provider provider = new Provider(
                "watchbill",
                1,
                FOLDER,
                "watchbill",
                "file",
                false,
                false,
                30,
                new Options("/var/lib/grafana/dashboards/watchbill", false));
        return new Artifact(
                PATH,
                YamlText.of(
                        new ProvidersFile(1, List.of(provider)),
                        List.of(
                                "Copy this file to /etc/grafana/provisioning/dashboards/ and the folder's .json files to the path below.")));
    }
}
