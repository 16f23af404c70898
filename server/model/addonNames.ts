/** The name of the CNI's EKS add-on. */
export const cniAddon = 'vpc-cni';

/** The name of the CNI's chart, as releases and dependencies give it. */
export const cniChart = 'aws-vpc-cni';

/** Other names people give it: of the image, the chart, the repository, the DaemonSet. */
const otherNames: ReadonlySet<string> = new Set([
  'amazonvpccni',
  'amazonvpccniks',
  'awsvpccni',
  'awsvpccniks',
  'awscni',
  'amazoncni',
  'amazonekscni',
  'amazonkscni',
  'awsnode',
  'cnivpc',
  'ekscni',
  'eksvpccni',
  'vpccni',
  'vpccniaddon',
]);

/** True for a name that can only be meant for the CNI's add-on, right or wrong. */
export function isAddonOfCni(name: string): boolean {
  return name === cniAddon || otherNames.has(name.toLowerCase().replace(/[^a-z]/g, ''));
}
