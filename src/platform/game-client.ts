/** Which client of the game this is: for support alone, nothing is decided by it. */

/** Version, build, .toc version, flavour (WOW_PROJECT_ID) and language, as far as the client tells. */
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
