interface Credentials { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }

/**
 * The credentials of a Lambda's own role, which the service puts into its environment. Bundles take this for the SDK's
 * `@aws-sdk/credential-provider-node`, hence the name.
 * @throws {Error} where there are none, which is everywhere but in a Lambda
 */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('The environment holds no AWS credentials; a bundle finds them nowhere else.');
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
};
