// Conventional commits: semantic-release reads the next version from them.
// Lines of a body may be long: addresses, and the release notes that semantic-release commits.
export default { extends: ["@commitlint/config-conventional"], rules: { "body-max-line-length": [0] } };
