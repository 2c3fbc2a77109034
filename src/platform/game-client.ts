/** Describes the game client, for support only. No behaviour depends on it. */

/** Version, build, .toc version, flavour (WOW_PROJECT_ID) and language, as far as the client provides them. */
export function describeGame(): string {
    const facts = ["version ?", "build ?", "interface ?"];
    if (getBuildInfo !== undefined) {
        const [version, build, , interfaceVersion] = getBuildInfo();
        facts[0] = `version ${version}`;
        facts[1] = `build ${build}`;
        facts[2] = string.format("interface %.0f", interfaceVersion);
    }
    facts[3] = `project ${tostring(projectId)}`;
    facts[4] = `language ${tostring(getLocale?.())}`;
    return `game: ${table.concat(facts, ", ")}`;
}
