package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v3"
)

// env names the variable that stands for a flag.
func env(name string) cli.ValueSourceChain { return cli.EnvVars("TERUGBLIK_" + name) }

// storeFlags say where data are: every command has them.
func storeFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "data", Value: "./var", Sources: env("DATA"), Usage: "folder for the private PostgreSQL, journals and media"},
		&cli.StringFlag{Name: "database-url", HideDefault: true, Sources: env("DATABASE_URL"), Usage: "PostgreSQL 15 to use, logging in as terugblik_app; empty: a private one in the data folder"},
		&cli.StringFlag{Name: "database-owner-url", HideDefault: true, Sources: env("DATABASE_OWNER_URL"), Usage: "the same database as the owner of its tables, to make roles and tables"},
	}
}

func serveFlags() []cli.Flag {
	return append(slices.Concat(storeFlags(), tlsFlags(), iceFlags()),
		&cli.StringFlag{Name: "addr", Value: "127.0.0.1:8080", Sources: env("ADDR"), Usage: "host:port for HTTP"},
		&cli.IntFlag{Name: "udp-port", Value: 8189, Sources: env("UDP_PORT"), Usage: "the one UDP port for all WebRTC, on the host of --addr"},
		&cli.BoolFlag{Name: "tcp-media", Value: true, Sources: env("TCP_MEDIA"), Usage: "take media over TCP too, on the number of --udp-port, for networks that let no UDP through; --tcp-media=false turns that off"},
		&cli.StringFlag{Name: "public-url", Sources: env("PUBLIC_URL"), Usage: "how browsers reach this server, for example https://terugblik.example.nl"},
		&cli.StringSliceFlag{Name: "public-ip", Sources: env("PUBLIC_IP"), Usage: "address that browsers send media to, beside this machine's own; may be repeated"},
		&cli.StringSliceFlag{Name: "trusted-proxy", Sources: env("TRUSTED_PROXY"), Usage: "address or network whose X-Forwarded-For is believed; may be repeated"},
		&cli.StringFlag{Name: "reserve", Sources: env("RESERVE"), Usage: "disk space that recordings never take, as 2GiB, 500MB or 5%; empty: a twentieth of the disk, 1 GiB at most"},
		&cli.StringFlag{Name: "metrics-token", HideDefault: true, Sources: env("METRICS_TOKEN"), Usage: "bearer token, at least 16 characters, that may read /metrics from elsewhere; empty: only this machine and --trusted-proxy may"},
		&cli.BoolFlag{Name: "demo", Sources: env("DEMO"), Usage: "add the demo data, with accounts whose password is known"},
		&cli.BoolFlag{Name: "demo-public", Sources: env("DEMO_PUBLIC"), Usage: "allow the demo on an address that others can reach"},
	)
}

// given reads the flags of a command; those that it does not have keep the defaults of serve.
func given(c *cli.Command) (config, error) {
	if c.Args().Present() {
		return config{}, fmt.Errorf("%q is not expected here (see terugblik %s --help)", c.Args().First(), c.Name)
	}
	return flagged(c)
}

// givenFolder is given for a command that takes one folder beside its flags.
func givenFolder(c *cli.Command) (config, string, error) {
	if c.Args().Len() != 1 || c.Args().First() == "" {
		return config{}, "", fmt.Errorf("one folder is expected (see terugblik %s --help)", c.Name)
	}
	config, err := flagged(c)
	return config, c.Args().First(), err
}

func flagged(c *cli.Command) (config, error) {
	s := settings{
		addr: "127.0.0.1:8080", udpPort: 8189,
		data:             c.String("data"),
		databaseURL:      c.String("database-url"),
		databaseOwnerURL: c.String("database-owner-url"),
	}
	if c.Name == "serve" || c.Name == "doctor" {
		s.addr, s.udpPort = c.String("addr"), c.Int("udp-port")
		s.tcpMedia = c.Bool("tcp-media")
		s.publicURL = c.String("public-url")
		s.publicIPs, s.trustedProxies = c.StringSlice("public-ip"), c.StringSlice("trusted-proxy")
		s.tls, s.ice = givenTLS(c), givenICE(c)
		s.reserve, s.metricsToken = c.String("reserve"), c.String("metrics-token")
		s.demo, s.demoPublic = c.Bool("demo"), c.Bool("demo-public")
	}
	if c.Name == "invite" || c.Name == "add" {
		s.publicURL = c.String("public-url")
	}
	return parseConfig(s)
}
