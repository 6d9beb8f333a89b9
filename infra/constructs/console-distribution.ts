import { Duration, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel, AllowedMethods, CachePolicy, Distribution, Function, FunctionCode, FunctionEventType, FunctionRuntime, HttpVersion, OriginProtocolPolicy, OriginRequestPolicy,
  OriginSslPolicy, PriceClass, ResponseHeadersPolicy, SecurityPolicyProtocol, ViewerProtocolPolicy, type BehaviorOptions, type HeadersReferrerPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { consoleHeaders, consolePolicy, fileAddress } from '../../shared/http/console.ts';
import type { Settings } from '../settings.ts';

export interface ConsoleDistributionProps extends Pick<Settings, 'consoleDomain' | 'webAcl'> {
  readonly files: IBucket;
  /** The host of the API. */
  readonly api: string;
  /** Origins that the console's pages may ask for tokens. */
  readonly signIn: readonly string[];
}

/** What the API answers; all else are the console's files and pages. */
const ofApi = ['/v1/*', '/openapi.json', '/health'];

/** Console and API under one address: files from the bucket, the API's own paths from the API. */
export class ConsoleDistribution extends Construct {
  readonly distribution: Distribution;
  /** `https://d111111abcdef8.cloudfront.net`, or the domain that was given. */
  readonly address: string;

  constructor(scope: Construct, id: string, { files, api, signIn, consoleDomain, webAcl }: ConsoleDistributionProps) {
    super(scope, id);
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Lambdesk: console and API', defaultRootObject: 'index.html', httpVersion: HttpVersion.HTTP2_AND_3, priceClass: PriceClass.PRICE_CLASS_100,
      ...(webAcl && { webAclId: webAcl }),
      ...(consoleDomain && { minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021, domainNames: [consoleDomain.name], certificate: Certificate.fromCertificateArn(this, 'Certificate', consoleDomain.certificate) }),
      defaultBehavior: {
        // Listing lets S3 say 404 of what is not there instead of 403; no address that a browser can ask for lists anything.
        origin: S3BucketOrigin.withOriginAccessControl(files, { originAccessLevels: [AccessLevel.READ, AccessLevel.LIST] }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS, allowedMethods: AllowedMethods.ALLOW_GET_HEAD, compress: true, cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: headers(this, signIn),
        functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: new Function(this, 'Pages', { runtime: FunctionRuntime.JS_2_0, comment: 'Hands out index.html at the address of every page', code: FunctionCode.fromInline(pages) }) }],
      },
      additionalBehaviors: Object.fromEntries(ofApi.map((path) => [path, apiBehaviour(api)])),
    });
    this.address = `https://${consoleDomain?.name ?? this.distribution.distributionDomainName}`;
    Validations.of(this.distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'Where people work from is for the owner of the account to say.' },
      { id: 'AwsSolutions-CFR3', reason: 'Its log would hold addresses, and with them what people search for, names, and codes of the sign-in. The API logs requests without those.' },
      { id: '@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk', reason: 'It has a default root object, and every address that ends in a slash is a page.' },
      ...(webAcl ? [] : [{ id: 'AwsSolutions-CFR2', reason: 'A web ACL costs by the month: the setting webAcl puts one before it.' }]),
      ...(consoleDomain ? [] : [{ id: 'AwsSolutions-CFR4', reason: 'TLS 1.2 at least can be asked for with a domain of one’s own only; browsers use it in any case.' }]),
    );
  }
}

/** As CloudFront's own JavaScript; the rule is the same as on a machine of one's own. */
const pages = `function handler(event) {
  if (!/${fileAddress.source}/.test(event.request.uri)) event.request.uri = '/index.html';
  return event.request;
}`;

/** Nothing is kept, and everything that was sent is passed on but the host, by which API Gateway knows its own. */
function apiBehaviour(api: string): BehaviorOptions {
  return {
    origin: new HttpOrigin(api, { protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY, originSslProtocols: [OriginSslPolicy.TLS_V1_2] }),
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY, allowedMethods: AllowedMethods.ALLOW_ALL, cachePolicy: CachePolicy.CACHING_DISABLED, originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  };
}

function headers(scope: Construct, signIn: readonly string[]): ResponseHeadersPolicy {
  const { 'referrer-policy': referrer, 'strict-transport-security': _, 'x-content-type-options': __, ...others } = consoleHeaders;
  const override = true;
  return new ResponseHeadersPolicy(scope, 'Headers', {
    comment: 'What may happen on a page of the console',
    // CloudFront takes these by names of its own, and refuses them among the others.
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: consolePolicy(signIn), override }, contentTypeOptions: { override },
      referrerPolicy: { referrerPolicy: referrer as HeadersReferrerPolicy, override }, strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override },
    },
    customHeadersBehavior: { customHeaders: Object.entries(others).map(([header, value]) => ({ header, value, override })) },
  });
}
