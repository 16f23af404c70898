/**
 * The files of values that Terraform reads by itself in the folder it is run in. Source: terraform 0558a390, internal/command/meta_vars.go,
 * collectVariableValues.
 */
export const valuesFile = /(?:^|[/\\])(?:terraform|[^/\\]*\.auto)\.tfvars$/;
