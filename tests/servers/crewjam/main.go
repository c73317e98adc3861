// Copyright: (c) 2026, The community.sendgrid authors
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The community.sendgrid authors

// The identity provider of crewjam/saml: crewjam PORT KEY CERTIFICATE, the key and the certificate as PEM files.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"log"
	"net/http"
	"net/url"
	"os"

	"github.com/crewjam/saml/logger"
	"github.com/crewjam/saml/samlidp"
)

func main() {
	address := "127.0.0.1:" + os.Args[1]
	pair, err := tls.LoadX509KeyPair(os.Args[3], os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		log.Fatal(err)
	}
	server, err := samlidp.New(samlidp.Options{
		URL:         url.URL{Scheme: "http", Host: address},
		Key:         pair.PrivateKey,
		Certificate: certificate,
		Logger:      logger.DefaultLogger,
		Store:       &samlidp.MemoryStore{},
	})
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(address, server))
}
