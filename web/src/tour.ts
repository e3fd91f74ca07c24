/** What a newcomer sees first: who they are, and their list of the day. */
export const tour = `# Paste a token above: foyer token --employee alice
{
  viewer {
    employee { name branch { name } }
    roles
  }
  actions(first: 5) {
    nodes {
      title { fr en }
      customer { displayName }
      recommendation { reasons { check why { fr en } } }
    }
  }
}
`;
