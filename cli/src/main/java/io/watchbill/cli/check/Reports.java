package io.watchbill.cli.check;

import io.watchbill.cli.Json;

/** What came of checking, for programs. */
public final class Reports {

    private Reports() {}

    /** One JSON document: findings, and the key questions. */
    public static String json(Checked checked) {
        return Json.text(CheckDocument.of(checked)) + "\n";
    }

    /** A SARIF 2.1.0 log. */
    public static String sarif(Checked checked, String toolVersion) {
        return Json.text(SarifReport.of(checked.findings(), toolVersion)) + "\n";
    }

    /** Workflow commands of GitHub Actions. */
    public static String github(Checked checked) {
        return GithubReport.of(checked.findings());
    }

    /** JUnit's XML. */
    public static String junit(Checked checked, boolean strict) {
        return JUnitReport.of(checked.files(), checked.findings(), strict);
    }
}
